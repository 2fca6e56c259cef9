/** A flow that names keys, judged before it is stored. Hunts: one that would be refused at its first run, and a right one that is refused now. */
import { expect, it } from 'vitest';
import { resourceChecker } from '../../../src/main/workers/resource-check.ts';
import { validateDefinition } from '../../../src/main/workflow/validate/validate.ts';
import type { JsonObject } from '../../../src/shared/json.ts';

const known = [{ name: 'weather', hosts: ['api.weather.example', '127.0.0.1:8080'] }];
const url = 'https://api.weather.example/today';

function codes(args: JsonObject, keys: string[] | null = ['weather'], all: typeof known | null = known): string[] {
  const limits = { hosts: ['api.weather.example'], ...(keys && { keys }) };
  const worker = { name: 'w', prompt: '', tools: [{ tool: 'http_request', limits }] };
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Ask',
    States: { Ask: { Type: 'Task', Resource: 'worker:w/http_request', Arguments: args, End: true } },
  };
  const checkResource = resourceChecker([worker], null, null, all);
  return validateDefinition(definition, { checkResource }).map(({ code, path }) => `${code} ${path}`);
}

it.each([
  [{ url, auth: 'weather' }],
  [{ url: 'http://127.0.0.1:8080/x', auth: 'weather' }],
  [{ url: '{% $address %}', auth: 'weather' }],
  [{ url, auth: '{% $name %}' }],
  [{ url }],
])('%j is in order', (args) => {
  expect(codes(args)).toEqual([]);
});

it.each([
  [{ url, auth: 'wether' }, ['wether'], 'unknown-key'],
  [{ url, auth: 'weather' }, [], 'key-not-granted'],
  [{ url, auth: 'weather' }, null, 'key-not-granted'],
  [{ url, auth: 'weather' }, ['other'], 'key-not-granted'],
  [{ url: 'https://evil.example/', auth: 'weather' }, ['weather'], 'key-for-other-host'],
  [{ url: 'http://api.weather.example/', auth: 'weather' }, ['weather'], 'key-needs-https'],
])('%j with the keys %j is not: %s', (args, keys, code) => {
  expect(codes(args, keys)).toEqual([`${code} /States/Ask/Arguments`]);
});

it('nothing is said of keys that cannot be known', () => {
  expect(codes({ url, auth: 'wether' }, ['wether'], null)).toEqual([]);
});
