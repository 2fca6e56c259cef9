import type { LookupFunction } from 'node:net';

/**
 * DNS in which every name is the loopback, past the guard: a test server under the name of a site of others.
 * `asked` are the names that were looked up.
 */
export function everythingHere(): { lookup: LookupFunction; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    lookup: (hostname, options, callback) => {
      asked.push(hostname);
      if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    },
  };
}
