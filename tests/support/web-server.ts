import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, onTestFinished } from 'vitest';

export interface WebServer {
  /** `http://127.0.0.1:port` */
  base: string;
  /** `127.0.0.1:port` */
  host: string;
  port: number;
  requests: IncomingMessage[];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on the loopback; closed, with its open answers, when the test has ended. */
export async function webServer(answer: Answer): Promise<WebServer> {
  const { close, ...server } = await listen(answer);
  onTestFinished(close);
  return server;
}

/** The same for all tests of a file. */
export async function webServerOfFile(answer: Answer): Promise<WebServer> {
  const { close, ...server } = await listen(answer);
  afterAll(close);
  return server;
}

async function listen(answer: Answer): Promise<WebServer & { close: () => Promise<void> }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, port, requests, close };
}
