/** A request that names a key. Hunts: a key that is sent elsewhere than its own hosts, one that is lost, and words that only look like one. */
import { describe, expect, it } from 'vitest';
import { understand, writeFlow } from '../../../src/main/planner/index.ts';
import { resourceChecker } from '../../../src/main/workers/resource-check.ts';
import { validateDefinition } from '../../../src/main/workflow/validate/validate.ts';

const keys = [{ name: 'weather', hosts: ['api.weather.example'] }];
const context = { timezone: 'UTC', nowMs: Date.UTC(2026, 2, 2, 9), pending: null, flows: [], keys };
const url = 'https://api.weather.example/today.json';

function written(said: string) {
  const understood = understand(said, context);
  if (understood.kind !== 'flow') throw new Error(`${said}: ${JSON.stringify(understood)}`);
  const draft = writeFlow(understood.request, context);
  const checkResource = resourceChecker(draft.workers, [], null, keys);
  expect(validateDefinition(draft.definition, { checkResource })).toEqual([]);
  return { request: understood.request, ...draft };
}

const asked = (said: string) =>
  [...JSON.stringify(written(said).definition).matchAll(/"auth":"([^"]*)"/g)].map(([, name]) => name);

describe('a request with a key', () => {
  it.each([
    `every hour check ${url} with my key weather and notify me if the temperature is below 0`,
    `every hour check ${url} using my API key "weather" and notify me if the temperature is below 0`,
    `every hour check ${url} with my weather key and notify me if the temperature is below 0`,
    `every hour, with my key Weather, check ${url} and notify me if the temperature is below 0`,
  ])('%s', (said) => {
    const { definition, workers, request, flowText, scheduleText } = written(said);
    const [state] = Object.values(definition.States);
    expect(state).toMatchObject({
      Resource: expect.stringMatching(/\/http_request$/),
      Arguments: { url, auth: 'weather' },
    });
    expect(workers[0]?.tools).toContainEqual({
      tool: 'http_request',
      limits: { hosts: ['api.weather.example'], keys: ['weather'] },
    });
    expect(flowText).toContain('with my key weather');
    expect(written(`${scheduleText}: ${flowText}`).request).toEqual({ ...request, scheduleText });
  });

  it('sends it to its own hosts and asks the others without it', () => {
    const said = `every hour fetch ${url} with my key weather and log the temperature to the table days; then fetch https://other.example/a.json and notify me if the price is below 5`;
    const calls = Object.values(written(said).definition.States).flatMap((state) =>
      state.Type === 'Task' && /(http_request|web_fetch)$/.test(state.Resource) ? [state.Arguments] : [],
    );
    expect(calls).toEqual([{ url, auth: 'weather' }, { url: 'https://other.example/a.json' }]);
  });

  it.each([
    'every hour check https://other.example/a.json with my key weather and notify me if the price is below 1',
    `every hour check ${url} with my key weather and https://other.example/a.json and notify me if one of them fails`,
  ])('of another host says so: %s', (said) => {
    expect(understand(said, context)).toMatchObject({
      kind: 'not-understood',
      reply: expect.stringContaining('is only for api.weather.example'),
    });
  });

  it('that does not exist says where it is saved', () => {
    const said = `every hour check ${url} with my key climate and notify me if the temperature is below 0`;
    expect(understand(said, context)).toMatchObject({
      kind: 'not-understood',
      reply: expect.stringContaining('There is no key called climate. You have weather.'),
    });
  });

  it('in quotes is only words', () => {
    expect(
      asked(`every hour check ${url} and notify me "go in with my key weather" if the temperature is below 0`),
    ).toEqual([]);
  });
});
