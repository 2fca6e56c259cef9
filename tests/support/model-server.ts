/**
 * A model endpoint that answers by a script: real HTTP, real server-sent events, and every way in which endpoints misbehave.
 * It counts requests and tokens, so that a test can say what was paid.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, onTestFinished } from 'vitest';

export interface ScriptedCall {
  name: string;
  /** A text is sent as it is, also when it is not JSON. */
  arguments: unknown;
  id?: string;
}

export type ScriptedAnswer =
  | {
      text?: string;
      calls?: ScriptedCall[];
      finish?: string;
      /** Before the first piece, and between pieces. */
      delayMs?: number;
      /** Characters a piece. */
      pieceLength?: number;
      /** Left out, it is counted from the characters; null for an endpoint that does not say. */
      usage?: { prompt_tokens: number; completion_tokens: number } | null;
      /** Then the connection is cut, in the middle of the answer. */
      dropsAfterPieces?: number;
      /** Sent in place of the first piece. */
      firstLine?: string;
    }
  | { status: number; message?: string; retryAfter?: string }
  | { drops: true }
  | { hangs: true };

/** A request as it came. */
export interface ModelServerRequest {
  model: string;
  messages: Array<{
    role: string;
    content: string | null;
    tool_calls?: Array<{ id: string; function: { name: string; arguments: string } }>;
    tool_call_id?: string;
  }>;
  /** The names of the tools offered. */
  tools: string[];
  body: Record<string, unknown>;
  headers: IncomingMessage['headers'];
}

/** A list is answered in order; a function sees each request and how many came before it. */
export type Script = ScriptedAnswer[] | ((request: ModelServerRequest, before: number) => ScriptedAnswer);

export interface ModelServer {
  /** `http://127.0.0.1:port/v1` */
  baseUrl: string;
  /** Chat requests, in order, also those that were refused. */
  requests: ModelServerRequest[];
  /** What was billed: answers that came to their end or broke off. */
  tokens: { input: number; output: number };
  /** What `GET /v1/models` lists. */
  models: Array<Record<string, unknown>>;
  script: Script;
  close(): Promise<void>;
}

export const say = (text: string): ScriptedAnswer => ({ text });
export const call = (name: string, args: unknown = {}): ScriptedAnswer => ({ calls: [{ name, arguments: args }] });
export const fail = (status: number, message = 'it is broken'): ScriptedAnswer => ({ status, message });
export const busy = (retryAfterSeconds: number): ScriptedAnswer => ({
  status: 429,
  message: 'too many requests',
  retryAfter: String(retryAfterSeconds),
});

export async function startModelServer(script: Script): Promise<ModelServer> {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    response.on('error', () => response.destroy());
    void answerHttp(state, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const state: ModelServer = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: [],
    tokens: { input: 0, output: 0 },
    models: [{ id: 'scripted', object: 'model', context_length: 32_768 }],
    script,
    close: () =>
      new Promise((resolve) => {
        for (const response of open) response.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}

/** Closed when the test has ended. */
export async function modelServerOfTest(script: Script): Promise<ModelServer> {
  const server = await startModelServer(script);
  onTestFinished(() => server.close());
  return server;
}

/** Shared by the tests of a file. */
export async function modelServerOfFile(script: Script = []): Promise<ModelServer> {
  const server = await startModelServer(script);
  afterAll(() => server.close());
  return server;
}

async function answerHttp(state: ModelServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET' && request.url === '/v1/models') return json(response, 200, { data: state.models });
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
    return json(response, 404, { error: { message: `nothing at ${request.url}` } });
  const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
  const seen: ModelServerRequest = {
    model: String(body.model),
    messages: body.messages as ModelServerRequest['messages'],
    tools: ((body.tools ?? []) as Array<{ function: { name: string } }>).map((tool) => tool.function.name),
    body,
    headers: request.headers,
  };
  const before = state.requests.push(seen) - 1;
  const answer = Array.isArray(state.script) ? state.script[before] : state.script(seen, before);
  await perform(answer ?? fail(400, `the script has no answer ${before + 1}`), state, seen, response);
}

async function perform(
  answer: ScriptedAnswer,
  state: ModelServer,
  request: ModelServerRequest,
  response: ServerResponse,
): Promise<void> {
  if ('hangs' in answer) return;
  if ('drops' in answer) return void response.destroy();
  if ('status' in answer) {
    if (answer.retryAfter !== undefined) response.setHeader('retry-after', answer.retryAfter);
    return json(response, answer.status, { error: { message: answer.message ?? 'no reason' } });
  }
  const usage = answer.usage === undefined ? countedUsage(request, answer) : answer.usage;
  state.tokens.input += usage?.prompt_tokens ?? 0;
  state.tokens.output += usage?.completion_tokens ?? 0;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const lines = [...(answer.firstLine === undefined ? [] : [answer.firstLine]), ...piecesOf(answer, request, usage)];
  for (const [index, line] of lines.entries()) {
    if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    if (response.destroyed) return;
    if (index === answer.dropsAfterPieces) {
      // What was written must reach the client before the connection goes.
      await new Promise<void>((resolve) => response.write(': cut\n\n', () => resolve()));
      return void response.destroy();
    }
    response.write(`data: ${line}\n\n`);
  }
  response.end('data: [DONE]\n\n');
}

type Spoken = Exclude<ScriptedAnswer, { status: number } | { drops: true } | { hangs: true }>;

function piecesOf(answer: Spoken, request: ModelServerRequest, usage: Spoken['usage']): string[] {
  const { text = '', calls = [], pieceLength = 12 } = answer;
  const deltas: unknown[] = [{ role: 'assistant', content: '' }];
  for (const content of cut(text, pieceLength)) deltas.push({ content });
  for (const [index, { id = `call_${request.messages.length}_${index}`, name, arguments: args }] of calls.entries()) {
    deltas.push({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] });
    const written = typeof args === 'string' ? args : JSON.stringify(args);
    for (const piece of cut(written, pieceLength))
      deltas.push({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  const finish = answer.finish ?? (calls.length > 0 ? 'tool_calls' : 'stop');
  const chunk = (delta: unknown, finishReason: string | null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model: request.model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
  return [
    ...deltas.map((delta) => chunk(delta, null)),
    chunk({}, finish),
    ...(usage ? [{ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [], usage }] : []),
  ].map((piece) => JSON.stringify(piece));
}

function countedUsage(request: ModelServerRequest, { text = '', calls = [] }: Spoken) {
  const written = text + calls.map(({ name, arguments: args }) => name + JSON.stringify(args)).join('');
  return {
    prompt_tokens: Math.ceil(JSON.stringify([request.messages, request.body.tools ?? []]).length / 4),
    completion_tokens: Math.max(1, Math.ceil(written.length / 4)),
  };
}

function cut(text: string, length: number): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += length) pieces.push(characters.slice(at, at + length).join(''));
  return pieces;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
