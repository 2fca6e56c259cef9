/** Hunts for spellings of a private address that pass for a public one (SSRF). */
import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../../src/net/address.ts';
import { guardedLookup, type Resolve } from '../../../src/net/guarded-lookup.ts';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '[::1]',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'ff02::1',
    '64:ff9b:1::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    '0:0:0:0:0:ffff:c0a8:0101',
    'shop.example',
    '',
    '1.2.3',
  ])('%s counts as private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '198.20.0.1',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
    '2002:0101:0101::',
    '2001:4860:4860::8888',
  ])('%s counts as public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('looking up a granted name', () => {
  const dns =
    (...addresses: string[]): Resolve =>
    (_hostname, _options, done) =>
      done(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  const look = (hostname: string, resolve: Resolve) =>
    new Promise<unknown>((settle) =>
      guardedLookup(resolve)(hostname, { all: true }, (error, addresses) => settle(error ?? addresses)),
    );

  it('is refused when it leads only to private addresses', async () => {
    expect(await look('rebind.example', dns('127.0.0.1', '::1'))).toMatchObject({ code: 'Worker.NotGranted' });
  });

  it('leaves out the private ones of several addresses', async () => {
    expect(await look('mixed.example', dns('10.0.0.1', '1.1.1.1'))).toEqual([{ address: '1.1.1.1', family: 4 }]);
  });

  it.each(['192.168.1.1', '10.0.0.8', '93.184.216.34', '::ffff:192.168.1.1', 'fe80::1'])(
    'that leads localhost away from this machine, to %s, is not followed',
    async (address) => {
      expect(await look('localhost', dns(address))).toMatchObject({ code: 'Worker.NotGranted' });
      expect(await look('localhost', dns(address, '127.0.0.1'))).toEqual([{ address: '127.0.0.1', family: 4 }]);
    },
  );

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('may lead localhost to %s', async (address) => {
    expect(await look('localhost', dns(address))).toMatchObject([{ address }]);
  });

  it('may lead to this machine only for localhost itself', async () => {
    expect(await look('localhost', dns('127.0.0.1'))).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect(await look('x.localhost', dns('127.0.0.1'))).toMatchObject({ code: 'Worker.NotGranted' });
  });
});
