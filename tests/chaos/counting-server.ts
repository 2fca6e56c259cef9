import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountingServer {
  base: string;
  /** When each tag was asked for. */
  hits: Map<string, number[]>;
  close(): void;
}

/** `/get?tag=T&delay=ms&fails=n`: counts T, answers after the delay; the first n times with an error. */
export async function startCountingServer(): Promise<CountingServer> {
  const hits = new Map<string, number[]>();
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const tag = searchParams.get('tag') ?? '';
    const times = hits.get(tag) ?? [];
    hits.set(tag, times);
    times.push(Date.now());
    const status = times.length <= Number(searchParams.get('fails') ?? 0) ? 500 : 200;
    const answer = (): void =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ count: times.length }));
    setTimeout(answer, Number(searchParams.get('delay') ?? 0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    hits,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
