/**
 * A model behind the built app, by terminal: real HTTP to a scripted endpoint, from a sentence to a run flow. Hunts: a pattern that
 * a good model writes and the app does not run, an endpoint that works only in a test's own process, a package that does not load in
 * Electron, a model that is used untested.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelTestReport } from '../../src/shared/domain/model.ts';
import type { RunDetail } from '../../src/shared/domain/run.ts';
import { capableModel } from '../support/capable-model.ts';
import { runJson } from '../support/cli.ts';
import * as patterns from '../support/eight-patterns.ts';
import { goodModel, type WrittenFlow } from '../support/good-model.ts';
import { type Home, homeOfFile, homeOfTest } from '../support/home.ts';
import type { Asked } from '../support/model-app.ts';
import { modelServerOfFile, modelServerOfTest, say } from '../support/model-server.ts';
import { worldOfFile } from '../support/world.ts';

const server = await modelServerOfFile();
const { base, world } = await worldOfFile();

interface Ended {
  runId: string;
  status: string;
}

async function ask(home: Home, written: WrittenFlow, ...options: string[]): Promise<Asked> {
  server.script = goodModel(written);
  const words = ['ask', `Please set up: ${written.name}`, '--model', 'scripted', ...options];
  const { json, stderr } = await runJson<Asked>(home.dataDir, words, { env: { OPENAI_BASE_URL: server.baseUrl } });
  expect(json.error, stderr).toBeUndefined();
  return json;
}

describe('the eight patterns, from a sentence to a run', () => {
  const home = homeOfFile();

  async function setUp(written: WrittenFlow): Promise<() => Promise<RunDetail>> {
    const { flow } = await ask(home, written, '--approve');
    return async () => {
      const { json } = await home.json<Ended>('flow', 'run', flow?.id ?? '', '--fast-forward');
      return (await home.json<RunDetail>('run', 'show', json.runId)).json;
    };
  }
  const path = ({ steps }: RunDetail) => steps.map(({ state }) => state);
  const told = ({ notifications }: RunDetail) => notifications.map(({ title }) => title);
  const rows = async (table: string) => (await home.json<{ rows: unknown[] }>('table', 'query', table)).json.rows;

  it('if / else', async () => {
    const run = await setUp(patterns.priceWatch(base));
    world.price = 89.5;
    expect(told(await run())).toEqual(['The kettle costs $89.5']);
    world.price = 129;
    expect(path(await run()).at(-1)).toBe('Log it');
    expect(await rows('price_history')).toEqual([{ price: 129, at: expect.any(String) }]);
  });

  it('for loop, with one summary', async () => {
    const run = await setUp(patterns.forLoop(base));
    world.prices = { a: 50, b: 150, c: 99 };
    expect(told(await run())).toEqual(['2 products below $100']);
    world.prices = { a: 150, b: 150, c: 150 };
    expect(told(await run())).toEqual([]);
  });

  it('while loop', async () => {
    world.pages = 3;
    const run = await setUp(patterns.whileLoop(base));
    expect((await run()).run.status).toBe('SUCCEEDED');
    const text = readFileSync(join(home.dataDir, 'workspace', 'items.txt'), 'utf8');
    expect(text.trim().split('\n')).toEqual(Array.from({ length: 9 }, (_, index) => `item ${index + 1}`));
  });

  it('retry loop', async () => {
    world.flakyFails = 99;
    const run = await setUp(patterns.retryLoop(base));
    const failed = await run();
    expect(told(failed)).toEqual(['The API is down']);
    expect(failed.steps[0]?.attempts).toHaveLength(4);
    world.flakyFails = 0;
    expect(told(await run())).toEqual([]);
  });

  it('multi-branch', async () => {
    const run = await setUp(patterns.multiBranch(base));
    for (const status of ['new', 'returning', 'churned']) {
      world.user = { status };
      expect((await run()).run.status).toBe('SUCCEEDED');
    }
    expect(await rows('greetings')).toEqual([{ mail: 'welcome' }, { mail: 'recap' }, { mail: 'win-back' }]);
  });

  it('threshold', async () => {
    const run = await setUp(patterns.threshold(base));
    for (const cpu of [70, 85, 95]) {
      world.rates = { cpu };
      expect((await run()).run.status).toBe('SUCCEEDED');
    }
    expect(await rows('alerts')).toEqual([
      { level: 'alert', cpu: 85 },
      { level: 'critical', cpu: 95 },
    ]);
  });

  it('exists', async () => {
    const run = await setUp(patterns.exists());
    await run();
    await run();
    expect(readFileSync(join(home.dataDir, 'workspace', 'log.txt'), 'utf8')).toBe('first\nagain\n');
  });

  it('until', async () => {
    world.job = { name: 'build' };
    world.jobCompletesAfter = 4;
    const run = await setUp(patterns.until(base));
    const ended = await run();
    expect(told(ended)).toEqual(['The job is complete']);
    expect(path(ended).filter((state) => state === 'Wait 5 minutes')).toHaveLength(3);
  });
});

describe('an endpoint that was configured', () => {
  it('is used once its connection test has passed, and answers from then on', async () => {
    const home = homeOfTest();
    const own = await modelServerOfTest(capableModel);
    const added = await home.json('model', 'add', '--url', own.baseUrl, '--model', 'scripted', '--id', 'mine');
    expect(added.exitCode).toBe(0);
    const early = await home.json<Asked>('model', 'use', 'mine');
    expect({ exitCode: early.exitCode, code: early.json.error?.code }).toEqual({
      exitCode: 1,
      code: 'Model.NotTested',
    });

    const { json: report, exitCode } = await home.json<ModelTestReport & Record<string, unknown>>(
      'model',
      'test',
      'mine',
    );
    expect({ exitCode, usable: report.usable, context: report.contextTokens }).toEqual({
      exitCode: 0,
      usable: true,
      context: 32_768,
    });
    expect(report.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['answers', true],
      ['streaming', true],
      ['tools', true],
      ['json-schema', true],
      ['context', true],
    ]);
    expect((await home.json('model', 'use', 'mine')).exitCode).toBe(0);
    own.script = () => say('It is me, the model.');
    expect((await home.json<Asked>('ask', 'Who are you?')).json.reply).toBe('It is me, the model.');
    await home.json('model', 'use', 'planner');
    const before = own.requests.length;
    expect((await home.json<Asked>('ask', 'Who are you?')).json.reply).not.toContain('the model');
    expect(own.requests).toHaveLength(before);
  });
});

it('the key goes to the endpoint and nowhere else', async () => {
  const home = homeOfTest();
  const own = await modelServerOfTest(() => say('Fine.'));
  const env = { OPENAI_BASE_URL: own.baseUrl, OPENAI_API_KEY: 'sk-very-secret-key-123456' };
  const { json } = await runJson<Asked>(home.dataDir, ['ask', 'Hello', '--model', 'scripted'], { env });
  expect(json.reply).toBe('Fine.');
  expect(own.requests[0]?.headers.authorization).toBe('Bearer sk-very-secret-key-123456');
  expect(JSON.stringify(own.requests[0]?.body)).not.toContain('sk-very-secret');
  expect(readFileSync(join(home.dataDir, 'majordomo.db')).includes('sk-very-secret')).toBe(false);
});

it('a model that does not answer is said so in words, with the remedy, and exit code 1', async () => {
  const home = homeOfTest();
  const own = await modelServerOfTest([]);
  await own.close();
  const { json, exitCode } = await runJson<Asked>(home.dataDir, ['ask', 'Hello', '--model', 'scripted'], {
    env: { OPENAI_BASE_URL: own.baseUrl },
  });
  expect({ exitCode, code: json.error?.code }).toEqual({ exitCode: 1, code: 'Model.Unreachable' });
  expect(json.error?.message).toContain('Check the address');
});
