/** The hosts that the user named: the ones the assistant may read for them without asking. */
import { hostOf } from '../../shared/tools/hosts.ts';

const addresses = /https?:\/\/[^\s<>"'`)\]}]+/gi;
/** `shop.example`, `192.168.1.5:8080`, `localhost:3000`. */
const bareHosts =
  /(?<![\w@./-])(?:localhost|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9])(?::\d{1,5})?(?![\w@-])/gi;

/** As a grant lists them. A name stands for itself and its `www.`. */
export function namedHosts(texts: readonly string[]): string[] {
  const hosts = new Set<string>();
  for (const text of texts) {
    for (const [address] of text.matchAll(addresses)) add(hosts, hostOf(address.replace(/[.,;:!?]+$/, '')));
    for (const [name] of text.replaceAll(addresses, ' ').matchAll(bareHosts)) add(hosts, hostOf(`http://${name}`));
  }
  return [...hosts];
}

function add(hosts: Set<string>, host: string | null): void {
  if (host === null) return;
  hosts.add(host);
  if (/^[a-z]/.test(host) && !host.startsWith('www.') && host !== 'localhost') hosts.add(`www.${host}`);
}
