/**
 * The webhooks' way in: one small HTTP server on the loopback address, there only while the setting is on.
 * `POST /hook/<trigger id>/<token>`, or the token as `Authorization: Bearer`. Answers 202 with the id its run will have, once the
 * firing is in the ledger. Every refusal is counted with its reason.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assertInvariant, MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { RateLimit } from './rate-limit.ts';
import { longestBody, parseBody, readBody } from './webhook-body.ts';
import { isSignature, isToken } from './webhook-token.ts';

/** What is known of a webhook by the id in its address. */
export interface Hook {
  triggerId: string;
  tokenHash: string | null;
  /** Null: calls need no signature. Undefined: they need one, and there is no secret to check it with. */
  hmacSecret: string | null | undefined;
}

export interface WebhookServerDeps {
  find: (triggerId: string) => Hook | undefined;
  /** Writes the firing and answers, once it is committed, what its run will be called. */
  fire: (triggerId: string, body: JsonValue) => { runId: string; firing: string };
  onRefused: (triggerId: string, reason: string) => void;
  nowMs: () => number;
  log: (line: string) => void;
  callsPerMinute?: number;
}

const callsPerMinuteOfAll = 600;
const host = '127.0.0.1';

interface Refusal {
  status: number;
  reason: string;
}

export class WebhookServer {
  readonly #deps: WebhookServerDeps;
  readonly #server: Server;
  readonly #each: RateLimit;
  readonly #all: RateLimit;

  constructor(deps: WebhookServerDeps) {
    this.#deps = deps;
    this.#each = new RateLimit(deps.callsPerMinute ?? 60, deps.nowMs);
    this.#all = new RateLimit(callsPerMinuteOfAll, deps.nowMs);
    this.#server = createServer({ maxHeaderSize: 8_192, requestTimeout: 10_000, headersTimeout: 5_000 });
    this.#server.maxConnections = 50;
    this.#server.on('request', (request, response) => void this.#handle(request, response));
    this.#server.on('clientError', (_error, socket) => {
      deps.onRefused('', 'not-http');
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    });
  }

  /** @returns the port. @throws MajordomoError `Webhook.PortTaken` */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException): void =>
        reject(
          new MajordomoError({
            code: 'Webhook.PortTaken',
            message: `Webhooks cannot listen on port ${port}: ${error.message}. Choose another: settings set webhook.port 47822.`,
            data: { port },
            cause: error,
          }),
        );
      this.#server.once('error', failed);
      this.#server.listen(port, host, () => {
        this.#server.off('error', failed);
        resolve();
      });
    });
    this.#server.on('error', (error) => this.#deps.log(`webhooks: ${String(error)}`));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, triggerId = ''] = /^\/hook\/(trigger_[A-Za-z0-9_-]{1,60})(?:\/|$)/.exec(request.url ?? '') ?? [];
    try {
      const outcome = await this.#outcomeOf(request, triggerId);
      if ('reason' in outcome) return this.#refuse(request, response, outcome, triggerId);
      answer(response, 202, { ...outcome });
    } catch (error) {
      // The caller went away in the middle, or the ledger could not be written.
      this.#deps.log(`webhook: ${String(error)}`);
      this.#refuse(request, response, { status: 500, reason: 'failed' }, triggerId);
    }
  }

  async #outcomeOf(request: IncomingMessage, triggerId: string): Promise<Refusal | { runId: string; firing: string }> {
    if (!this.#all.take('')) return { status: 429, reason: 'too-many' };
    // A page in a browser reaches this machine too; neither under another name nor from its own scripts may it call.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
      return { status: 403, reason: 'bad-host' };
    if (request.headers.origin !== undefined) return { status: 403, reason: 'browser' };
    if (request.method !== 'POST') return { status: 405, reason: 'not-post' };
    const hook = triggerId === '' ? undefined : this.#deps.find(triggerId);
    // An unknown webhook and a wrong token look alike from outside, in words and in time.
    if (!isToken(tokenOf(request), hook?.tokenHash ?? null)) return { status: 404, reason: 'bad-token' };
    assertInvariant(hook, 'a token belongs to a webhook');
    if (!this.#each.take(triggerId)) return { status: 429, reason: 'too-many' };
    if (Number(request.headers['content-length'] ?? 0) > longestBody) return { status: 413, reason: 'too-large' };
    const bytes = await readBody(request);
    if (bytes === null) return { status: 413, reason: 'too-large' };
    if (hook.hmacSecret === undefined) return { status: 401, reason: 'no-secret' };
    const signature = request.headers['x-signature-256'];
    if (hook.hmacSecret !== null && !isSignature(String(signature ?? ''), bytes, hook.hmacSecret))
      return { status: 401, reason: 'bad-signature' };
    const parsed = parseBody(bytes, request.headers['content-type']);
    return parsed.ok ? this.#deps.fire(triggerId, parsed.body) : parsed;
  }

  #refuse(request: IncomingMessage, response: ServerResponse, { status, reason }: Refusal, triggerId: string): void {
    // Only ids there are get a row of their own, or whoever calls could fill the disk with names.
    const known = triggerId !== '' && this.#deps.find(triggerId) !== undefined;
    this.#deps.onRefused(known ? triggerId : '', reason);
    if (response.headersSent || response.destroyed) return;
    // What was not read is not waited for.
    response.setHeader('connection', 'close');
    answer(response, status, { error: reason });
    if (!request.complete) response.once('finish', () => request.destroy());
  }
}

function tokenOf(request: IncomingMessage): string {
  const [, inPath] = /^\/hook\/[^/]*\/([A-Za-z0-9_-]{1,100})$/.exec(request.url ?? '') ?? [];
  const [, inHeader] = /^Bearer ([A-Za-z0-9_-]{1,100})$/.exec(request.headers.authorization ?? '') ?? [];
  return inPath ?? inHeader ?? '';
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
