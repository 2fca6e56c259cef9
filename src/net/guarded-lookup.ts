/**
 * DNS for calls on behalf of a grant. It is handed to the socket itself, so the address that is checked is the one connected to:
 * a name cannot answer one address to a check and another to the connection.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isHostGranted, isHostGrantedLiterally, isLiteralAddress } from '../shared/tools/hosts.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';
import { isLoopbackAddress, isPrivateAddress } from './address.ts';

/** Throws unless the grant has the host. A literal address in a private range must stand in the grant word for word. */
export function assertHostGranted(host: string, granted: readonly string[]): void {
  const allowed =
    isLiteralAddress(host) && isPrivateAddress(withoutPort(host))
      ? isHostGrantedLiterally(host, granted)
      : isHostGranted(host, granted);
  if (!allowed)
    throw toolFailure(
      'Worker.NotGranted',
      `The grant does not allow ${host}: it allows ${granted.join(', ') || 'no host'}. Add the host to the plan and approve it again.`,
      { host },
    );
}

export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * For names only: Node does not look up literal addresses. `localhost` leads to this machine and nowhere else, whatever DNS says: a
 * grant of it, or a key sent to it without https, is for this machine. No other name may lead to a private address.
 */
export function guardedLookup(resolve: Resolve = dnsLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const local = hostname.toLowerCase() === 'localhost';
      const allowed = addresses.filter(({ address }) =>
        local ? isLoopbackAddress(address) : !isPrivateAddress(address),
      );
      const first = allowed[0];
      if (first === undefined)
        return callback(
          toolFailure(
            'Worker.NotGranted',
            local
              ? `localhost leads to another machine (${addresses.map(({ address }) => address).join(', ')}). Correct the hosts file of this computer, or write 127.0.0.1.`
              : `${hostname} leads to a private address (${addresses.map(({ address }) => address).join(', ')}), which a grant allows only when it names the address itself.`,
            { host: hostname },
          ),
          [],
        );
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function withoutPort(host: string): string {
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d+$/, '');
}
