/** The user's keys. Hunts: one that is bound to more than was said, sent in the clear or elsewhere, or read back from a file. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiKeysOfTest } from '../../support/api-keys.ts';

const value = 'wk-7f31c0ffee/secret+value==';
const weather = { name: 'weather', hosts: ['api.weather.example'], sending: { by: 'bearer' } };
const at = (address: string) => new URL(address);
const code = (expected: string) => expect.objectContaining({ code: expected });
const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('a key', () => {
  it('is kept encrypted, listed without its value, and gone when it is removed', () => {
    const { keys, db, dataDir } = apiKeysOfTest();
    expect(keys.save(weather, value)).toBe('encrypted');
    const listed = [{ ...weather, place: 'encrypted' }];
    expect(keys.list()).toEqual(listed);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(dataDir.database).includes(value)).toBe(false);
    expect(keys.remove('weather')).toBe(true);
    expect(keys.list()).toEqual([]);
    expect(keys.remove('weather')).toBe(false);
    expect(thrown(() => keys.credentialFor('weather', at('https://api.weather.example/')))).toEqual(
      code('Secret.Missing'),
    );
  });

  it.each([
    ['https://API.Weather.Example/v1?x=1', 'api.weather.example'],
    ['api.weather.example:443', 'api.weather.example'],
    ['api.weather.example:8443', 'api.weather.example:8443'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://0x7f.1:8080', '127.0.0.1:8080'],
    ['[::1]:8080', '[::1]:8080'],
    ['localhost', 'localhost'],
  ])('for %s is bound to %s', (typed, host) => {
    const { keys } = apiKeysOfTest();
    keys.save({ ...weather, hosts: [typed] }, value);
    expect(keys.find('weather')?.hosts).toEqual([host]);
  });

  it.each([
    '*.weather.example',
    'http://api.weather.example',
    'ftp://api.weather.example',
    'me@api.weather.example',
    'https://api.weather.example@evil.example',
    'api.weather.example\\@evil.example',
    'two hosts',
    '',
  ])('cannot be bound to %j', (host) => {
    const { keys } = apiKeysOfTest();
    expect(thrown(() => keys.save({ ...weather, hosts: [host] }, value))).toEqual(code('Secret.BadKey'));
    expect(keys.list()).toEqual([]);
  });

  it.each([
    [{ hosts: [] }],
    [{ name: 'My key' }],
    [{ name: 'a--b' }],
    [{ sending: { by: 'header', name: 'Host' } }],
    [{ sending: { by: 'header', name: 'User-Agent' } }],
    [{ sending: { by: 'header', name: 'Accept' } }],
    [{ sending: { by: 'header', name: 'X: y' } }],
    [{ sending: { by: 'basic', user: 'a:b' } }],
    [{ sending: { by: 'query', parameter: 'a&b' } }],
    [{ sending: { by: 'cookie' } }],
  ])('is refused with %j', (wrong) => {
    const { keys } = apiKeysOfTest();
    expect(thrown(() => keys.save({ ...weather, ...wrong }, value))).toEqual(code('Secret.BadKey'));
  });

  it.each(['with\nline break', 'with\r\nX-Other: header', 'trailing ', 'grüße-grüße'])(
    'with the value %j would not fit a header, and is not kept',
    (wrong) => {
      const { keys, secrets } = apiKeysOfTest();
      expect(thrown(() => keys.save(weather, wrong))).toEqual(code('Secret.BadValue'));
      expect(keys.list()).toEqual([]);
      expect(secrets.list()).toEqual([]);
    },
  );

  it('is not half kept where there is no key store', () => {
    const { keys } = apiKeysOfTest();
    // Too short: refused where the value is kept, after the binding was written.
    expect(thrown(() => keys.save(weather, 'short'))).toEqual(code('Secret.BadValue'));
    expect(keys.list()).toEqual([]);
  });

  it('may be in the environment, and is only then kept without a value', () => {
    const { keys } = apiKeysOfTest(new Map([['MAJORDOMO_SECRET_KEY_WEATHER', value]]));
    expect(keys.save(weather, null)).toBe('environment');
    expect(keys.list()).toEqual([{ ...weather, place: 'environment' }]);
    expect(keys.credentialFor('weather', at('https://api.weather.example/')).headers).toEqual({
      authorization: `Bearer ${value}`,
    });
    expect(thrown(() => keys.save({ ...weather, name: 'other' }, null))).toEqual(code('Secret.Missing'));
  });
});

describe('what a request is sent with', () => {
  it.each([
    [{ by: 'bearer' }, { authorization: `Bearer ${value}` }, null],
    [{ by: 'header', name: 'X-Api-Key' }, { 'x-api-key': value }, null],
    [{ by: 'basic', user: 'ann' }, { authorization: `Basic ${Buffer.from(`ann:${value}`).toString('base64')}` }, null],
    [{ by: 'query', parameter: 'appid' }, {}, { name: 'appid', value }],
  ])('%j', (sending, headers, parameter) => {
    const { keys, redactor } = apiKeysOfTest();
    keys.save({ ...weather, sending }, value);
    const credential = keys.credentialFor('weather', at('https://api.weather.example/v1'));
    expect(credential).toMatchObject({ headers, parameter });
    for (const sent of Object.values(headers)) expect(redactor.text(`echo: ${sent}`)).toContain('[secret key:weather]');
    expect(redactor.text(JSON.stringify(headers))).not.toContain(Buffer.from(`ann:${value}`).toString('base64'));
  });

  it.each([
    ['https://api.weather.example:8443/', 'Secret.WrongHost'],
    ['https://sub.api.weather.example/', 'Secret.WrongHost'],
    ['https://weather.example/', 'Secret.WrongHost'],
    ['http://api.weather.example/', 'Secret.NeedsHttps'],
  ])('nothing to %s', (address, expected) => {
    const { keys } = apiKeysOfTest();
    keys.save(weather, value);
    expect(thrown(() => keys.credentialFor('weather', at(address)))).toEqual(code(expected));
  });

  it('nothing without a value any more, and the remedy is said', () => {
    const { keys, secrets } = apiKeysOfTest();
    keys.save(weather, value);
    secrets.remove('key:weather');
    expect(keys.list()).toEqual([{ ...weather, place: null }]);
    const error = thrown(() => keys.credentialFor('weather', at('https://api.weather.example/')));
    expect(error).toEqual(code('Secret.Missing'));
    expect((error as Error).message).toContain("'key set weather'");
  });
});
