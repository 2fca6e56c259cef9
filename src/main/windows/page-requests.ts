/** The requests of a page that is being rendered: answered under the grant of the call it is rendered for, and counted. */
import { guardedRequest } from '../../net/guarded-request.ts';
import { ACCEPTED_ENCODINGS, readUpTo } from '../../net/read-body.ts';
import { MajordomoError } from '../../shared/errors.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);
/** What a site may know of a request; no log-ins, no hints about the machine. */
const PASSED_ON = ['accept', 'accept-language', 'content-type', 'origin', 'referer', 'user-agent', 'x-requested-with'];
/** About the connection and the packing, which end here; cookies would be a log-in. */
const LEFT_OUT = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'set-cookie',
  'alt-svc',
]);
const WITHOUT_BODY = new Set([204, 205, 304]);
const MAX_REQUESTS = 300;
const MAX_SENT_BYTES = 1_000_000;
const MAX_ANSWER_BYTES = 10_000_000;
const MAX_ALL_BYTES = 40_000_000;

/** One page's. */
export interface OwnRequests {
  /** How long nothing has been asked or answered; 0 while something is under way. */
  quietForMs(): number;
  /** Why the first request, the page itself, was refused; null when it was not. */
  refusal(): MajordomoError | null;
  end(): void;
}

export interface PageRequests {
  begin(hosts: readonly string[], signal: AbortSignal): OwnRequests;
  answer(request: Request): Promise<Response>;
}

interface Current {
  hosts: readonly string[];
  signal: AbortSignal;
  made: number;
  underWay: number;
  bytes: number;
  lastAtMs: number;
  refusal: MajordomoError | null;
}

export function createPageRequests(): PageRequests {
  let current: Current | null = null;

  async function pass(request: Request, own: Current): Promise<Response> {
    if (!METHODS.has(request.method) || own.bytes > MAX_ALL_BYTES || own.made > MAX_REQUESTS) return Response.error();
    const sent = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    if (sent !== undefined && sent.length > MAX_SENT_BYTES) return Response.error();
    const { response } = await guardedRequest({
      url: request.url,
      method: request.method,
      headers: {
        ...Object.fromEntries(PASSED_ON.flatMap((name) => headerOf(request, name))),
        'accept-encoding': ACCEPTED_ENCODINGS,
      },
      body: sent,
      granted: own.hosts,
      signal: own.signal,
      // The page is told, and asks for the next address itself: it is checked like the first one.
      maxRedirects: 0,
    });
    const status = response.statusCode ?? 0;
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers))
      if (value !== undefined && !LEFT_OUT.has(name))
        headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    if (request.method === 'HEAD' || WITHOUT_BODY.has(status) || (status >= 300 && status <= 399)) {
      response.destroy();
      return new Response(null, { status, headers });
    }
    const { body, whole } = await readUpTo(response, MAX_ANSWER_BYTES, request.url);
    own.bytes += body.length;
    return whole ? new Response(new Uint8Array(body), { status, headers }) : Response.error();
  }

  return {
    begin(hosts, signal) {
      const own: Current = {
        hosts,
        signal,
        made: 0,
        underWay: 0,
        bytes: 0,
        lastAtMs: performance.now(),
        refusal: null,
      };
      current = own;
      return {
        quietForMs: () => (own.underWay > 0 ? 0 : performance.now() - own.lastAtMs),
        refusal: () => own.refusal,
        end: () => {
          if (current === own) current = null;
        },
      };
    },
    async answer(request) {
      const own = current;
      if (own === null) return Response.error();
      own.made++;
      const isFirst = own.made === 1;
      own.underWay++;
      try {
        return await pass(request, own);
      } catch (error) {
        if (isFirst && error instanceof MajordomoError) own.refusal = error;
        // No content leaves a page that wanted to go elsewhere where it is; an error would put an empty page in its place.
        return !isFirst && isNavigation(request) ? new Response(null, { status: 204 }) : Response.error();
      } finally {
        own.underWay--;
        own.lastAtMs = performance.now();
      }
    },
  };
}

/** By what it accepts; a script that pretends gets an empty answer. */
function isNavigation(request: Request): boolean {
  return request.headers.get('accept')?.startsWith('text/html,') === true;
}

function headerOf(request: Request, name: string): [string, string][] {
  const value = request.headers.get(name);
  return value === null ? [] : [[name, value]];
}
