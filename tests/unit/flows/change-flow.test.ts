/**
 * A flow that is set up is changed: by a value of its outline, by its source, by going back. Hunts: a change without a version, a worker
 * that comes to more than it was granted, a lost schedule, words that still say the old limit.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { App } from '../../../src/main/app.ts';
import { draftFromFile } from '../../../src/main/flows/flow-file.ts';
import { flowDetailOf } from '../../../src/main/flows/flow-views.ts';
import type { FlowDetail } from '../../../src/shared/domain/flow.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { OutlineEdit, OutlineStep } from '../../../src/shared/domain/plan.ts';
import type { MajordomoError } from '../../../src/shared/errors.ts';
import { type InProcessApp, startInProcess } from '../../evals/in-process-app.ts';
import { temporaryFolder } from '../../support/test-flow.ts';

const definition: StateMachine = {
  Comment: 'read the price → if price < $100 notify me, else log it',
  QueryLanguage: 'JSONata',
  StartAt: 'Fetch the page',
  States: {
    'Fetch the page': {
      Type: 'Task',
      Resource: 'worker:price checker/web_fetch',
      Arguments: { url: 'http://shop.example/kettle' },
      Assign: { page: '{% $states.result.page %}' },
      Next: 'Read the price',
    },
    'Read the price': {
      Type: 'Task',
      Resource: 'worker:price checker/extract',
      Arguments: { source: '{% $page %}', field: 'price' },
      Assign: { price: '{% $states.result.value %}' },
      Next: 'Is the price below $100?',
    },
    'Is the price below $100?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $price < 100 %}', Next: 'Notify me', Comment: 'The price below $100' }],
      Default: 'Wait 5 minutes',
    },
    'Notify me': {
      Type: 'Task',
      Resource: 'worker:price checker/notify',
      Arguments: { title: "{% 'It costs $' & $string($price) & ', below $100' %}", body: 'http://shop.example/kettle' },
      End: true,
    },
    'Wait 5 minutes': { Type: 'Wait', Seconds: 300, Next: 'Log it' },
    'Log it': {
      Type: 'Task',
      Resource: 'worker:price checker/table_insert',
      Arguments: { table: 'price_log', row: { price: '{% $price %}', url: 'http://shop.example/kettle' } },
      End: true,
    },
  },
};
const file = {
  name: 'Kettle price',
  task: 'Read the price at shop.example/kettle, then if it is below $100 notify me, else log it',
  schedule: 'daily at 9am',
  workers: [
    {
      name: 'price checker',
      prompt: 'Check the price.',
      tools: [
        { tool: 'web_fetch', limits: { hosts: ['shop.example'] } },
        { tool: 'extract', limits: {} },
        { tool: 'notify', limits: { channels: ['desktop'] } },
        { tool: 'table_insert', limits: { tables: ['price_log'] } },
      ],
    },
  ],
  definition,
};

let running: InProcessApp;
let app: App;
let root: string;
let flowId: string;

beforeEach(() => {
  const folder = temporaryFolder();
  root = folder.path;
  running = startInProcess(join(root, 'data'));
  ({ app } = running);
  onTestFinished(async () => {
    await app.stop();
    folder.remove();
  });
  const draft = draftFromFile(file, 'flow.json', { timezone: 'UTC', nowMs: app.clock.nowMs() });
  ({ flowId } = app.orchestrator.setUp(draft, { listed: true }));
});

const detail = (): FlowDetail => flowDetailOf(app.db, flowId, app.clock.nowMs());
const source = (): StateMachine => detail().definition as unknown as StateMachine;

function editsIn(steps: readonly OutlineStep[]): Array<OutlineEdit & { shown: string }> {
  return steps.flatMap(({ parts, children }) => [
    ...parts.flatMap(({ text, edits = [] }) => edits.map((edit) => ({ ...edit, shown: text }))),
    ...editsIn(children),
  ]);
}

function change(shown: string, text: string, options: { allow?: never[] | object[]; basedOn?: number } = {}) {
  const flow = detail();
  const edit = editsIn(flow.outline).find((one) => one.shown === shown);
  if (!edit) throw new Error(`the outline shows no ${shown}: ${editsIn(flow.outline).map((one) => one.shown)}`);
  const { path, place } = edit;
  const allow = (options.allow ?? []) as never[];
  return app.flowEditing.changes.changeValues(flowId, {
    basedOn: options.basedOn ?? flow.version,
    values: [{ path, place, text }],
    allow,
  });
}

function refusal(act: () => unknown): Pick<MajordomoError, 'code' | 'message' | 'data'> {
  try {
    act();
  } catch (error) {
    const { code, message, data } = error as MajordomoError;
    return { code, message, data };
  }
  throw new Error('it was not refused');
}

describe('a value of the outline', () => {
  it('is offered where a line shows it, with what it is', () => {
    expect(editsIn(detail().outline).map(({ shown, kind, label, value }) => [shown, kind, label, value])).toEqual([
      ['shop.example/kettle', 'url', 'address', 'http://shop.example/kettle'],
      ['price', 'text', 'field', 'price'],
      ['$100', 'number', 'limit', '100'],
      ['It costs $‹price›, below $100', 'text', 'message', 'It costs $‹price›, below $100'],
      ['5 minutes', 'duration', 'time to wait', '300'],
      ['price_log', 'text', 'table', 'price_log'],
    ]);
  });

  it('becomes a new version, with the names and the message that say the same limit', () => {
    const before = detail();
    expect(change('$100', '80')).toEqual({ version: 2, before: 1, words: '“$100” became “$80”' });
    const after = detail();
    expect(after.version).toBe(2);
    expect(JSON.stringify(after.definition)).not.toContain('100');
    const { States: states } = source();
    expect(states['Is the price below $80?']).toEqual({
      Type: 'Choice',
      Choices: [{ Condition: '{% $price < 80 %}', Next: 'Notify me', Comment: 'The price below $80' }],
      Default: 'Wait 5 minutes',
    });
    expect(states['Read the price']).toMatchObject({ Next: 'Is the price below $80?' });
    expect(editsIn(after.outline).map(({ shown }) => shown)).toContain('It costs $‹price›, below $80');
    // Who works in it, when and what it is called stay.
    expect(after.workers).toEqual(before.workers);
    expect({ ...after.schedule, next: [] }).toEqual({ ...before.schedule, next: [] });
    expect([after.name, after.request]).toEqual([before.name, before.request]);
    expect(after.task).toBe('Read the price at shop.example/kettle, then if it is below $80 notify me, else log it');
  });

  it('is brought back by restoring the version before', () => {
    const saved = change('$100', '80');
    expect(app.flowEditing.changes.restore(flowId, saved.before)).toMatchObject({ version: 3, before: 2 });
    expect(source()).toEqual(definition);
    expect(detail().task).toBe(file.task);
  });

  it('changes a time to wait, with the name of its step', () => {
    change('5 minutes', '1 hour 30 minutes');
    expect(source().States['Wait 90 minutes']).toMatchObject({ Type: 'Wait', Seconds: 5400, Next: 'Log it' });
    expect(editsIn(detail().outline).map(({ shown }) => shown)).toContain('90 minutes');
  });

  it('changes the words of a message around its values', () => {
    change('It costs $‹price›, below $100', 'Buy it: $‹price›');
    expect(source().States['Notify me']).toMatchObject({
      Arguments: { title: "{% 'Buy it: $' & $string($price) %}" },
    });
  });

  it('is the same address in every step, within what the worker may read', () => {
    change('shop.example/kettle', 'http://shop.example/teapot');
    expect(JSON.stringify(source()).match(/teapot/g)).toHaveLength(3);
    expect(JSON.stringify(source())).not.toContain('shop.example/kettle');
  });

  it('may not reach beyond a grant, unless just that is allowed with the change', () => {
    const refused = refusal(() => change('price_log', 'prices'));
    expect(refused.code).toBe('Flow.Invalid');
    expect(refused.data.problems).toEqual([
      {
        path: '/States/Log it/Arguments',
        code: 'limit-too-narrow',
        message:
          "The worker 'price checker' may not use table_insert on the table prices: its grant allows only price_log.",
        suggestion: expect.any(String),
      },
    ]);
    expect(refused.data.shortfalls).toEqual([
      { worker: 'price checker', tool: 'table_insert', limit: 'tables', value: 'prices' },
    ]);
    expect(detail().version).toBe(1);
    const wrong = { worker: 'price checker', tool: 'table_insert', limit: 'tables', value: 'everything' };
    expect(refusal(() => change('price_log', 'prices', { allow: [wrong] })).code).toBe('Flow.Invalid');
    change('price_log', 'prices', { allow: [...(refused.data.shortfalls as object[]), wrong] });
    const [worker] = detail().workers;
    expect(worker?.tools).toEqual([
      ...(file.workers[0]?.tools.slice(0, 3) ?? []),
      { tool: 'table_insert', limits: { tables: ['price_log', 'prices'] } },
    ]);
  });

  it.each([
    ['$100', 'a lot', 'Flow.BadValue'],
    ['5 minutes', '5', 'Flow.BadValue'],
    ['shop.example/kettle', 'kettle', 'Flow.BadValue'],
    ['price_log', '{% $anything %}', 'Flow.BadValue'],
    ['price_log', 'no such; name', 'Flow.Invalid'],
  ])('%s is not changed to “%s”', (shown, text, code) => {
    expect(refusal(() => change(shown, text)).code).toBe(code);
    expect(detail().version).toBe(1);
  });

  it('is not changed on top of a version its maker did not see, nor where none is offered', () => {
    change('$100', '80');
    expect(refusal(() => change('$80', '70', { basedOn: 1 })).code).toBe('Flow.ChangedMeanwhile');
    const path = '/States/Notify me/Resource';
    const values = [{ path, place: null, text: 'worker:price checker/web_fetch' }];
    expect(refusal(() => app.flowEditing.changes.changeValues(flowId, { basedOn: 2, values })).code).toBe(
      'Flow.NotEditable',
    );
  });

  it('of a cancelled flow is not offered, and not changed', () => {
    const { outline } = detail();
    const [edit] = editsIn(outline);
    app.control.cancel(flowId);
    expect(editsIn(detail().outline)).toEqual([]);
    const values = [{ path: edit?.path ?? '', place: null, text: 'http://shop.example/x' }];
    expect(refusal(() => app.flowEditing.changes.changeValues(flowId, { basedOn: 1, values })).code).toBe(
      'Flow.Cancelled',
    );
  });
});

describe('the source of a flow', () => {
  it('is checked while it is written: every problem with its place and a remedy', () => {
    const wrong = structuredClone(definition) as unknown as { States: Record<string, Record<string, unknown>> };
    wrong.States['Log it'] = { ...wrong.States['Log it'], Resource: 'worker:price checker/table_inser' };
    wrong.States['Read the price'] = { ...wrong.States['Read the price'], Next: 'Is it?' };
    const { problems, shortfalls } = app.flowEditing.changes.check(flowId, wrong);
    expect(problems.map(({ path, code }) => [path, code])).toEqual(
      expect.arrayContaining([
        ['/States/Log it/Resource', 'unknown-tool'],
        ['/States/Read the price/Next', expect.any(String)],
      ]),
    );
    expect(problems.find(({ code }) => code === 'unknown-tool')?.suggestion).toContain('table_insert');
    expect(shortfalls).toEqual([]);
    expect(app.flowEditing.changes.check(flowId, 'no definition').problems).toHaveLength(1);
    expect(app.flowEditing.changes.check(flowId, definition)).toEqual({ problems: [], shortfalls: [] });
  });
});

describe('the versions of a flow', () => {
  it('say when, why and how many runs, and how they differ', async () => {
    change('$100', '80');
    const { document: versions } = await running.command('flow', 'versions', flowId);
    expect(versions).toEqual([
      { version: 2, createdAtMs: expect.any(Number), why: '“$100” became “$80”', runs: 0, lastRunAtMs: null },
      { version: 1, createdAtMs: expect.any(Number), why: 'Set up', runs: 0, lastRunAtMs: null },
    ]);
    const { document } = await running.command('flow', 'versions', flowId, '--difference', '1..2');
    const { lines, hunks } = document as { lines: { is: string; text: string }[]; hunks: { is: string }[][] };
    expect(lines.filter(({ is }) => is !== 'same')).toEqual([
      { is: 'removed', text: 'If the price is below $100' },
      { is: 'removed', text: '  Notify you: It costs $‹price›, below $100' },
      { is: 'added', text: 'If the price is below $80' },
      { is: 'added', text: '  Notify you: It costs $‹price›, below $80' },
    ]);
    expect(hunks.flat()).toContainEqual({
      is: 'added',
      text: '          "Condition": "{% $price < 80 %}",',
      before: null,
      after: expect.any(Number),
    });
  });

  it('are made by terminal too, and an unknown one is refused', async () => {
    const edited = structuredClone(definition);
    edited.States['Wait 5 minutes'] = { Type: 'Wait', Seconds: 60, Next: 'Log it' };
    const path = join(root, 'edited.json');
    writeFileSync(path, JSON.stringify(edited));
    expect(await running.command('flow', 'edit', 'Kettle price', path)).toMatchObject({
      document: { version: 2, before: 1 },
      exitCode: 0,
    });
    writeFileSync(path, JSON.stringify({ ...edited, StartAt: 'Nowhere' }));
    expect(await running.command('flow', 'edit', flowId, path)).toMatchObject({
      document: { error: { code: 'Flow.Invalid' } },
      exitCode: 2,
    });
    expect(await running.command('flow', 'restore', flowId, '7')).toMatchObject({
      document: { error: { code: 'Flow.UnknownVersion' } },
      exitCode: 2,
    });
    expect(await running.command('flow', 'restore', flowId, '1')).toMatchObject({
      document: { version: 3, before: 2 },
    });
    expect(source()).toEqual(definition);
  });

  it('keep the runs that used them, and a run under way its version', async () => {
    await app.control.run(flowId, { kind: 'manual' }, { id: 'run_of_1' });
    change('$100', '80');
    expect(app.db.prepare('SELECT version FROM runs WHERE id = ?').pluck().get('run_of_1')).toBe(1);
    const { document } = await running.command('flow', 'versions', flowId);
    expect(document).toMatchObject([
      { version: 2, runs: 0 },
      { version: 1, runs: 1 },
    ]);
  });
});

describe('a copy of a flow', () => {
  it('is the same under another name, and paused', () => {
    const { copies } = app.flowEditing;
    const [first, second] = [copies.duplicate(flowId), copies.duplicate(flowId)].map((id) =>
      flowDetailOf(app.db, id, app.clock.nowMs()),
    );
    expect(first).toMatchObject({ name: 'Kettle price (copy)', status: 'paused', version: 1, task: file.task });
    expect(second?.name).toBe('Kettle price (copy 2)');
    expect(first?.definition).toEqual(detail().definition);
    expect(first?.schedule).toMatchObject({ cron: '0 9 * * *', next: [] });
    expect(first?.workers.map(({ tools }) => tools)).toEqual(detail().workers.map(({ tools }) => tools));
    expect(detail().status).toBe('on');
  });
});

describe('a file of a flow', () => {
  const look = (value: unknown) =>
    app.flowEditing.copies.look({
      fileName: 'kettle.json',
      text: typeof value === 'string' ? value : JSON.stringify(value),
    });

  it('is told what it would set up before anything is stored, and stored only then', async () => {
    const { document } = await running.command('flow', 'export', flowId);
    const card = look(document);
    expect(card.problems).toEqual([]);
    expect(card.flow).toMatchObject({
      name: 'Kettle price',
      isNameTaken: true,
      schedule: { cron: '0 9 * * *' },
      workers: [{ name: 'price checker', may: expect.arrayContaining([expect.stringContaining('shop.example')]) }],
      effects: expect.arrayContaining(['adds rows to price_log']),
    });
    const count = () => app.db.prepare('SELECT count(*) FROM scheduled_flows').pluck().get();
    expect(count()).toBe(1);
    const added = app.flowEditing.copies.add({ fileName: 'kettle.json', text: JSON.stringify(document) });
    expect(count()).toBe(2);
    expect(flowDetailOf(app.db, added, app.clock.nowMs())).toMatchObject({ name: 'Kettle price', status: 'on' });
  });

  it('that cannot be used says every reason', () => {
    expect(look('{"name": ').problems).toMatchObject([
      { code: 'Flow.BadFile', message: expect.stringMatching(/not JSON/) },
    ]);
    expect(look({ name: '', workers: 3, definition: {} }).problems).toHaveLength(2);
    const wrong = { ...file, definition: { ...definition, StartAt: 'Nowhere' }, workers: [] };
    const { problems, flow } = look(wrong);
    expect(flow).toBeNull();
    expect(problems.length).toBeGreaterThan(3);
    expect(look({ ...file, schedule: 'when the moon is full' }).problems).toHaveLength(1);
  });
});
