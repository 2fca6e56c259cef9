/**
 * Which addresses count as private: those that lead to this machine, its networks or nowhere on the internet.
 * IPv6 forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4) count as the address they carry.
 * Sources: IANA special-purpose registries (RFC 6890), RFC 6052, RFC 3056.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const privateRanges = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  privateRanges.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  privateRanges.addSubnet(network, prefix, 'ipv6');

/** True also for what is no address at all: the caller is about to connect to it. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return privateRanges.check(plain, 'ipv4');
  if (!isIPv6(plain)) return true;
  const carried = carriedIpv4(plain);
  return carried === null
    ? privateRanges.check(plain, 'ipv6')
    : privateRanges.check(carried, 'ipv4') || privateRanges.check(plain, 'ipv6');
}

/** This machine itself, in any of its spellings. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return address.startsWith('127.');
  if (!isIPv6(address)) return false;
  return (
    groupsOf(address).join(':') === '0:0:0:0:0:0:0:1' ||
    (isMapped(address) && carriedIpv4(address)?.startsWith('127.') === true)
  );
}

function isMapped(address: string): boolean {
  return groupsOf(address).slice(0, 6).join(':') === `0:0:0:0:0:${0xffff}`;
}

function carriedIpv4(address: string): string | null {
  const groups = groupsOf(address);
  const starts = (...prefix: number[]) => prefix.every((group, index) => groups[index] === group);
  const dotted = (at: number) =>
    [groups[at] ?? 0, groups[at + 1] ?? 0].flatMap((group) => [group >> 8, group & 0xff]).join('.');
  const mappedOrCompatible = starts(0, 0, 0, 0, 0) && (groups[5] === 0xffff || groups[5] === 0);
  // ::ffff:0:a.b.c.d, the translated form of RFC 2765.
  const translated = starts(0, 0, 0, 0, 0xffff, 0);
  if (mappedOrCompatible || translated || starts(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(6);
  return starts(0x2002) ? dotted(1) : null;
}

/** The eight 16-bit groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (a: string | undefined, b: string | undefined) => ((Number(a) << 8) | Number(b)).toString(16);
  const text = dotted
    ? `${address.slice(0, dotted.index)}${hex(dotted[1], dotted[2])}:${hex(dotted[3], dotted[4])}`
    : address;
  const [head = '', tail] = text.split('::');
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const before = parse(head);
  if (tail === undefined) return before;
  const after = parse(tail);
  return [...before, ...new Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}
