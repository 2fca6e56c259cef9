/**
 * Configured models and their connection test. Hunts: a model that is used untested or after a change, a test that passes a model
 * which cannot call tools, a context taken on trust, an untested model that goes on answering.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ModelEndpoint, ModelList, ModelTestReport } from '../../../src/shared/domain/model.ts';
import { capableModel } from '../../support/capable-model.ts';
import { modelAppOfFile } from '../../support/model-app.ts';
import { fail, type Script, say } from '../../support/model-server.ts';

const app = await modelAppOfFile();
const shape = { id: 'scripted', object: 'model' };
beforeEach(() => {
  app.server.models = [{ ...shape, context_length: 32_768 }];
});

async function added(script: Script, ...options: string[]): Promise<void> {
  app.begin(script);
  const words = ['model', 'add', '--url', app.server.baseUrl, '--model', 'scripted', '--id', 'mine', ...options];
  expect((await app.command(...words)).exitCode).toBe(0);
}

async function tested(script: Script): Promise<ModelTestReport> {
  await added(script);
  return (await app.command('model', 'test', 'mine')).document as unknown as ModelTestReport;
}

const failedChecks = ({ checks }: ModelTestReport) => checks.filter(({ ok }) => !ok).map(({ name }) => name);

describe('the connection test', () => {
  it('passes a model that can do it all, and says what it cost', async () => {
    const report = await tested(capableModel);
    expect({ failed: failedChecks(report), usable: report.usable }).toEqual({ failed: [], usable: true });
    expect(report.usage).toEqual({ inputTokens: app.server.tokens.input, outputTokens: app.server.tokens.output });
  });

  it.each<[string, Script, string[], boolean]>([
    ['words in place of a tool call', (r) => (r.tools.length > 0 ? say('42') : capableModel(r)), ['tools'], false],
    [
      'the wrong arguments',
      (r) => (r.tools.length > 0 ? { calls: [{ name: 'add_numbers', arguments: { a: 1, b: 1 } }] } : capableModel(r)),
      ['tools'],
      false,
    ],
    [
      'tool results refused',
      (r) => (r.messages.at(-1)?.role === 'tool' ? fail(400) : capableModel(r)),
      ['tools'],
      false,
    ],
    [
      'tools refused altogether',
      (r) => (r.tools.length > 0 ? fail(400, 'does not support tools') : capableModel(r)),
      ['tools'],
      false,
    ],
    [
      'no JSON schema',
      (r) => (r.body.response_format ? fail(400, 'unknown field') : capableModel(r)),
      ['json-schema'],
      true,
    ],
    [
      'prose in place of JSON',
      (r) => (r.body.response_format ? say('She is 36.') : capableModel(r)),
      ['json-schema'],
      true,
    ],
    [
      'one piece',
      (r) =>
        r.tools.length + Number(Boolean(r.body.response_format)) === 0
          ? { text: 'one, two', pieceLength: 99 }
          : capableModel(r),
      ['streaming'],
      true,
    ],
  ])('finds %s', async (_what, script, failed, usable) => {
    const report = await tested(script);
    expect({ failed: failedChecks(report), usable: report.usable }).toEqual({ failed, usable });
  });

  it('asks one question only of an endpoint that does not answer', async () => {
    const report = await tested(() => fail(401, 'bad key'));
    expect(failedChecks(report)).toEqual(['answers']);
    expect(report.checks[0]?.detail).toContain('Check its key');
    expect(app.server.requests).toHaveLength(1);
  });

  it.each([
    [{ context_length: 4_096 }, 4_096, false],
    [{ max_model_len: 16_384 }, 16_384, true],
    [{ meta: { n_ctx_train: 131_072 } }, 131_072, true],
    [{}, null, true],
  ])('takes the size of the context from the list of models: %j', async (card, contextTokens, usable) => {
    app.server.models = [
      { id: 'other', context_length: 1 },
      { ...shape, ...card },
    ];
    const report = await tested(capableModel);
    expect({ contextTokens: report.contextTokens, usable: report.usable }).toEqual({ contextTokens, usable });
    const { document } = await app.command('model', 'list');
    expect((document as unknown as ModelList).endpoints[0]?.contextTokens).toBe(contextTokens ?? 32_768);
  });
});

describe('a model', () => {
  const errorOf = async (...words: string[]) => {
    const { document } = await app.command(...words);
    return (document as { error?: { code: string; message: string } }).error;
  };

  it('is not used before its test, nor after one it failed, by no way', async () => {
    await added((r) => (r.tools.length > 0 ? say('42') : capableModel(r)));
    expect((await errorOf('model', 'use', 'mine'))?.code).toBe('Model.NotTested');
    expect((await errorOf('ask', 'Hello', '--model', 'mine'))?.code).toBe('Model.NotTested');
    await app.command('model', 'test', 'mine');
    const error = await errorOf('model', 'use', 'mine');
    expect(error?.code).toBe('Model.NotTested');
    expect(error?.message).toContain('in words instead of calling the tool');
  });

  it('whose address changes is untested again and no longer answers', async () => {
    await tested(capableModel);
    expect((await app.command('model', 'use', 'mine')).document).toEqual({ brain: 'mine' });
    expect(app.app.status().brain).toBe('scripted');
    await app.command('model', 'add', '--url', 'http://127.0.0.1:9/v1', '--model', 'scripted', '--id', 'mine');
    expect(app.app.status().brain).toBe('Built-in planner');
    expect((await errorOf('model', 'use', 'mine'))?.code).toBe('Model.NotTested');
  });

  it('keeps its test when only its prices or its label change', async () => {
    await tested(capableModel);
    const words = ['--label', 'Mine', '--input-price', '2', '--output-price', '8'];
    const address = ['--url', app.server.baseUrl, '--model', 'scripted', '--id', 'mine'];
    const { document } = await app.command('model', 'add', ...address, ...words);
    expect((document as unknown as ModelEndpoint).test?.usable).toBe(true);
    const list = (await app.command('model', 'list')).document as unknown as ModelList;
    expect(list.endpoints[0]).toMatchObject({ label: 'Mine', price: { inputPerMillion: 2, outputPerMillion: 8 } });
  });

  it('that is removed answers no more', async () => {
    await tested(capableModel);
    await app.command('model', 'use', 'mine');
    await app.command('model', 'remove', 'mine');
    expect(app.app.status().brain).toBe('Built-in planner');
    expect((await errorOf('ask', 'Hello', '--model', 'planner'))?.code).toBeUndefined();
    expect((await errorOf('model', 'test', 'mine'))?.code).toBe('Model.Unknown');
  });

  it('that is removed comes back whole: its test, its key, its place and its use', async () => {
    await tested(capableModel);
    const { models } = app.app;
    models.saveKey('mine', 'sk-of-my-own', { allowReadable: true });
    models.save({ ...(models.list().endpoints[0] as ModelEndpoint), id: 'second', label: 'Second' });
    await app.command('model', 'use', 'mine');
    const before = models.list();
    models.remove('mine');
    expect(app.app.secrets.names()).not.toContain('model:mine');
    expect(models.list().brain).toBe('planner');
    models.restore('mine');
    expect(models.list()).toEqual(before);
    expect(app.app.secrets.read('model:mine')).toBe('sk-of-my-own');
    expect(() => models.restore('mine')).toThrow(expect.objectContaining({ code: 'Model.Exists' }));
  });

  it('is not brought back over another one of its name, nor in place of one that is used since', async () => {
    await tested(capableModel);
    const { models } = app.app;
    const mine = models.list().endpoints[0] as ModelEndpoint;
    models.save({ ...mine, id: 'second', label: 'Second' });
    await models.test('second', new AbortController().signal);
    models.use('mine');
    models.remove('mine');
    models.use('second');
    models.restore('mine');
    expect(models.list()).toMatchObject({ brain: 'second', endpoints: [{ id: 'mine' }, { id: 'second' }] });
    models.remove('mine');
    models.save({ ...mine, label: 'New' });
    expect(() => models.restore('mine')).toThrow(expect.objectContaining({ code: 'Model.Exists' }));
    models.remove('mine');
    models.restore('mine');
    expect(models.list().endpoints).toMatchObject([{ id: 'second' }, { id: 'mine', label: 'New', hasKey: false }]);
    expect(() => models.restore('none')).toThrow(expect.objectContaining({ code: 'Model.NotRemoved' }));
  });

  it.each([
    [['--model', 'm'], 'Where is it?'],
    [['--preset', 'olama', '--model', 'm'], "Did you mean 'ollama'?"],
    [['--preset', 'ollama'], 'Which model?'],
    [['--url', 'ftp://x', '--model', 'm'], 'baseUrl'],
    [['--url', 'http://x/v1', '--model', 'm', '--id', 'planner'], 'already means'],
    [['--url', 'http://x/v1', '--model', 'm', '--context', 'big'], 'must be a number'],
  ])('that cannot be is refused with the remedy: model add %j', async (words, remedy) => {
    expect((await errorOf('model', 'add', ...words))?.message).toContain(remedy);
  });

  it('of the environment is listed and usable without a test', async () => {
    app.begin(() => say('Hello from the environment.'));
    process.env.MAJORDOMO_MODEL = 'scripted';
    try {
      const { document } = await app.command('model', 'list');
      expect((document as unknown as ModelList).endpoints).toMatchObject([
        { id: 'environment', fromEnvironment: true },
      ]);
      await app.command('model', 'use', 'environment');
      expect(((await app.command('ask', 'Hi')).document as { reply: string }).reply).toBe(
        'Hello from the environment.',
      );
    } finally {
      delete process.env.MAJORDOMO_MODEL;
    }
    // Without the variables the planner answers again.
    expect(app.app.status().brain).toBe('Built-in planner');
  });
});
