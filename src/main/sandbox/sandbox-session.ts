/**
 * The session of all realms: in memory, apart from the window's, with a scheme of its own and no way to anything else. Each realm has
 * a host name of its own that nobody can guess, so that no two have an origin, and with it storage or channels, in common.
 */
import { open } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { type CustomScheme, type Session, session } from 'electron';

const scheme = 'sandbox';
const partition = 'sandbox';
/** To be registered before the app is ready, in one call with the app's other schemes. */
export const sandboxScheme: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
};

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const policy = [
  "default-src 'none'",
  `script-src ${scheme}: 'wasm-unsafe-eval' 'unsafe-eval'`,
  `worker-src ${scheme}:`,
  `connect-src ${scheme}:`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface SandboxSession {
  session: Session;
  /** Lets a host name be served. */
  open(host: string): void;
  /** Nothing more for it. */
  close(host: string): void;
  /** The realm's page. */
  address(host: string): string;
}

/** @param folder the built page, worker and Python */
export function openSandboxSession(folder: string): SandboxSession {
  const realms = session.fromPartition(partition);
  const hosts = new Set<string>();
  realms.protocol.handle(scheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(folder, pathname));
    if (!hosts.has(host) || request.method !== 'GET' || !path.startsWith(folder + sep)) return notHere();
    return await serveFile(path, request.headers.get('range'));
  });
  realms.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !details.url.startsWith(`${scheme}://`) }));
  realms.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  realms.setPermissionCheckHandler(() => false);
  realms.setDevicePermissionHandler(() => false);
  realms.on('will-download', (event) => event.preventDefault());
  // Nothing may be resolved or reached even by what does not ask: prefetching, reports, updates of anything.
  void realms.setProxy({ mode: 'fixed_servers', proxyRules: 'http://0.0.0.0:1' });
  return {
    session: realms,
    open: (host) => void hosts.add(host),
    close: (host) => void hosts.delete(host),
    address: (host) => `${scheme}://${host}/page.html`,
  };
}

/**
 * The file, or the part that `bytes=FROM-TO` names: what is large is asked for in parts, so that none holds the main process up.
 */
async function serveFile(path: string, range: string | null): Promise<Response> {
  const part = /^bytes=(\d+)-(\d+)$/.exec(range ?? '');
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const from = Math.min(Number(part?.[1] ?? 0), size);
      const bytes = new Uint8Array(Math.min(Number(part?.[2] ?? size) + 1, size) - from);
      await file.read(bytes, 0, bytes.length, from);
      return new Response(bytes, { status: part ? 206 : 200, headers: headersFor(path, size) });
    } finally {
      await file.close();
    }
  } catch {
    return notHere();
  }
}

function headersFor(path: string, size: number): Record<string, string> {
  return {
    'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
    'x-file-size': String(size),
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

function notHere(): Response {
  return new Response('Not here', { status: 404 });
}
