/**
 * The host rule of a grant: `host` or `host:port`, lower case, exact; `*.host` for its subdomains.
 * The broker asks it of a call's address, the worker again of every redirect. That a granted *name* must not lead to a
 * private address is checked after DNS, by whoever connects (src/net).
 */

/** WHATWG URL is in every runtime we have, but in neither of the type libraries `shared` may see. */
declare const URL: new (text: string) => { protocol: string; hostname: string; port: string };

/** `host` or `host:port` of an http(s) address (port only when not the scheme's own); null when it is not one. */
export function hostOf(address: string): string | null {
  let url: { protocol: string; hostname: string; port: string };
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const name = url.hostname.toLowerCase().replace(/\.$/, '');
  return url.port === '' ? name : `${name}:${url.port}`;
}

export function isHostGranted(host: string, granted: readonly string[]): boolean {
  return granted.some((entry) => matches(host, entry.toLowerCase()));
}

/** Granted word for word, not through `*.`: the condition for reaching a private address. */
export function isHostGrantedLiterally(host: string, granted: readonly string[]): boolean {
  return granted.some((entry) => entry.toLowerCase() === host);
}

/** `127.0.0.1` or `[::1]`, with or without a port. WHATWG URL has turned decimal and octal forms into this one. */
export function isLiteralAddress(host: string): boolean {
  return host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}(:\d+)?$/.test(host);
}

/** This machine: `localhost`, `127.0.0.0/8` or `[::1]`, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  const name = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d+$/, '');
  return name === 'localhost' || name === '[::1]' || (isLiteralAddress(name) && name.startsWith('127.'));
}

/**
 * The host that a key is bound to, from a name or an address that the user wrote; null when it is none. Without wildcards: a key
 * goes to hosts that were named.
 */
export function keyHostOf(text: string): string | null {
  const written = text.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  const host = hostOf(address);
  if (host === null || host.includes('*') || /[@\\\s]/.test(written)) return null;
  // Plain http is for this machine only, and then the port is the scheme's.
  return /^http:/i.test(address) && !isLoopbackHost(host) ? null : host;
}

function matches(host: string, entry: string): boolean {
  if (!entry.startsWith('*.')) return host === entry;
  // `*.0.0.1` must never stand for 127.0.0.1.
  if (isLiteralAddress(host)) return false;
  const suffix = entry.slice(1);
  return suffix.length > 1 && host.endsWith(suffix) && host.length > suffix.length;
}
