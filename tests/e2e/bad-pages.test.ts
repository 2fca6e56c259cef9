/**
 * What the web answers when it does not answer well. Hunts: a step that hangs, eats memory or takes a bad answer for a good one, an
 * error without a name or a reason, a retry that does not happen or never ends, a run page that does not say what happened.
 */
import { describe, expect, it } from 'vitest';
import type { RunDetail } from '../../src/shared/domain/run.ts';
import { fetchFlow } from '../support/flow-files.ts';
import { homeOfFile, homeOfTest } from '../support/home.ts';
import { worldOfFile, worldOfTest } from '../support/world.ts';

interface Ended {
  runId: string;
  status: string;
  error: string | null;
  cause: string | null;
}

const { base, requests } = await worldOfFile({ slowMs: 60_000 });
const home = homeOfFile();

const readPrice = {
  Price: {
    Type: 'Task',
    Resource: 'worker:hand/extract',
    Arguments: { source: '{% $states.input.page %}', field: 'price' },
    End: true,
  },
};

describe('a step fails with a named error, which run show explains:', () => {
  const cases: Array<[string, ReturnType<typeof fetchFlow>, string, RegExp]> = [
    ['an unreachable host', fetchFlow('http://127.0.0.1:1/'), 'Tool.Unreachable', /127\.0\.0\.1:1/],
    ['a slow page', fetchFlow(`${base}/slow`, { arguments: { timeoutMs: 300 } }), 'Tool.Timeout', /within 300 ms/],
    ['a page that is not there', fetchFlow(`${base}/nowhere`), 'Tool.HttpStatus', /404/],
    [
      'a page without a price',
      fetchFlow(`${base}/product-without-price`, { fields: { Next: 'Price' }, states: readPrice }),
      'Tool.NotFound',
      /price/,
    ],
    ['a body of 50 MB', fetchFlow(`${base}/huge`), 'Tool.TooLarge', /5000000|5 MB|bytes/],
    ['a redirect loop', fetchFlow(`${base}/loop`), 'Tool.TooManyRedirects', /redirect/],
    ['a binary file', fetchFlow(`${base}/binary`), 'Tool.NotText', /octet-stream|binary|text/],
  ];

  it.each(cases)('%s', async (_, flow, error, cause) => {
    const file = home.file('flow.json', flow);
    const { exitCode, json } = await home.json<Ended>('flow', 'run', file);
    expect({ exitCode, status: json.status, error: json.error }).toEqual({ exitCode: 1, status: 'FAILED', error });
    expect(json.cause).toMatch(cause);

    const { json: run } = await home.json<RunDetail>('run', 'show', json.runId, '--events');
    expect(run.steps.at(-1)).toMatchObject({ status: 'failed', error, cause: json.cause });
    expect(run.steps.at(-1)?.attempts).toEqual([expect.objectContaining({ error })]);
    expect(run.events.filter(({ type }) => type === 'TaskFailed').map(({ data }) => data.error)).toEqual([error]);
    expect(run.effects).toEqual([]);
  });

  it('without a Retry each address was asked once, apart from the redirects that were followed', () => {
    expect(requests).toEqual({
      '/slow': 1,
      '/nowhere': 1,
      '/product-without-price': 1,
      '/huge': 1,
      '/loop': 6,
      '/binary': 1,
    });
  });

  it('in words the run names the step, the error and the reason', async () => {
    const { json } = await home.json<Ended>('flow', 'run', home.file('flow.json', fetchFlow(`${base}/nowhere`)));
    const { stdout } = await home.cli('run', 'show', json.runId);
    expect(stdout).toMatch(/failed\s+Fetch.*: Tool\.HttpStatus: .*404/);
  });
});

describe('a flow that says so retries:', () => {
  const retry = [{ ErrorEquals: ['Tool.HttpStatus'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }];

  it('until it succeeds', async () => {
    const world = await worldOfTest({ flakyFails: 2 });
    const own = homeOfTest();
    const file = own.file('flow.json', fetchFlow(`${world.base}/flaky`, { fields: { Retry: retry } }));
    const { json } = await own.json<Ended>('flow', 'run', file, '--fast-forward');
    expect({ status: json.status, requests: world.requests }).toEqual({
      status: 'SUCCEEDED',
      requests: { '/flaky': 3 },
    });
    const { json: run } = await own.json<RunDetail>('run', 'show', json.runId);
    expect(run.steps).toHaveLength(1);
    expect(run.steps[0]).toMatchObject({ status: 'succeeded', error: null });
    expect(run.steps[0]?.attempts.map(({ error }) => error)).toEqual(['Tool.HttpStatus', 'Tool.HttpStatus', null]);
  });

  it('and gives up after the attempts it may make', async () => {
    const world = await worldOfTest({ flakyFails: 99 });
    const own = homeOfTest();
    const file = own.file('flow.json', fetchFlow(`${world.base}/flaky`, { fields: { Retry: retry } }));
    const { exitCode, json } = await own.json<Ended>('flow', 'run', file, '--fast-forward');
    expect({ exitCode, error: json.error, requests: world.requests }).toEqual({
      exitCode: 1,
      error: 'Tool.HttpStatus',
      requests: { '/flaky': 3 },
    });
  });

  it('but not an error it does not name', async () => {
    const own = homeOfTest();
    const world = await worldOfTest();
    const file = own.file('flow.json', fetchFlow(`${world.base}/binary`, { fields: { Retry: retry } }));
    const { json } = await own.json<Ended>('flow', 'run', file);
    expect({ error: json.error, requests: world.requests }).toEqual({
      error: 'Tool.NotText',
      requests: { '/binary': 1 },
    });
  });
});

it('a flow that catches the error goes on, and the step shows as handled', async () => {
  const own = homeOfTest();
  const states = { Otherwise: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true } };
  const fields = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Otherwise' }], End: true };
  const file = own.file('flow.json', fetchFlow(`${base}/nowhere`, { fields, states }));
  const { exitCode, json } = await own.json<Ended & { output: unknown }>('flow', 'run', file);
  expect({ exitCode, status: json.status }).toEqual({ exitCode: 0, status: 'SUCCEEDED' });
  const { json: run } = await own.json<RunDetail>('run', 'show', json.runId);
  expect(run.steps.map(({ state, status }) => [state, status])).toEqual([
    ['Fetch', 'caught'],
    ['Otherwise', 'succeeded'],
  ]);
});

it('a host that was not granted is refused before anything is asked of it', async () => {
  const own = homeOfTest();
  const world = await worldOfTest({ price: 5 });
  const flow = fetchFlow(`${world.base}/product`);
  for (const { tools } of flow.workers)
    for (const grant of tools) if (grant.tool === 'web_fetch') grant.limits = { hosts: ['shop.example'] };
  const { exitCode, json } = await own.json<Ended>('flow', 'run', own.file('flow.json', flow));
  expect({ exitCode, requests: world.requests }).toEqual({ exitCode: 1, requests: {} });
  expect(json.cause).toContain('127.0.0.1');
});
