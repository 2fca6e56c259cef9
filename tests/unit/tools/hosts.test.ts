/** Hunts for ways round a host grant: other spellings of an address, wildcards that reach too far, ports. */
import { describe, expect, it } from 'vitest';
import { hostOf, isHostGranted } from '../../../src/shared/tools/hosts.ts';

describe('the host of an address', () => {
  it.each([
    ['https://Shop.Example/kettle', 'shop.example'],
    ['https://shop.example:443/', 'shop.example'],
    ['http://shop.example:8080/', 'shop.example:8080'],
    ['http://shop.example./', 'shop.example'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1:81/', '127.0.0.1:81'],
    ['http://[::FFFF:127.0.0.1]/', '[::ffff:7f00:1]'],
    ['http://user:secret@shop.example/', 'shop.example'],
  ])('of %s is %s, in one spelling', (address, host) => {
    expect(hostOf(address)).toBe(host);
  });

  it.each(['ftp://shop.example/', 'file:///etc/passwd', 'shop.example', '', 'javascript:1'])(
    'of %s is none',
    (address) => {
      expect(hostOf(address)).toBeNull();
    },
  );
});

describe('a host grant', () => {
  it.each([
    ['shop.example', ['shop.example']],
    ['shop.example', ['SHOP.example']],
    ['www.shop.example', ['*.shop.example']],
    ['a.b.shop.example:8080', ['*.shop.example:8080']],
    ['127.0.0.1:8080', ['127.0.0.1:8080']],
  ])('lets %s pass with %j', (host, granted) => {
    expect(isHostGranted(host, granted)).toBe(true);
  });

  it.each([
    ['shop.example', []],
    ['shop.example:8080', ['shop.example']],
    ['evilshop.example', ['*.shop.example']],
    ['evilshop.example', ['shop.example']],
    ['shop.example', ['*.shop.example']],
    ['shop.example.evil', ['shop.example']],
    ['127.0.0.1', ['*.0.0.1']],
    ['127.0.0.1', ['*.1']],
    ['shop.example', ['*']],
    ['shop.example', ['*.']],
    ['127.0.0.1', ['2130706433']],
    ['www.shop.example:8080', ['*.shop.example']],
  ])('keeps %s out with %j', (host, granted) => {
    expect(isHostGranted(host, granted)).toBe(false);
  });
});
