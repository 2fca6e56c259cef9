/** Hunts: a run whose end starts nothing or starts something twice, a crash in between, flows that start one another for ever. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countTriggerEvents } from '../../../src/main/store/tables/trigger-events.ts';
import { eventually } from '../../support/eventually.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { addFlow, firingsOf, looked, openTriggerApp, settledFirings } from './trigger-app.ts';

const fails = { Type: 'Fail', Error: 'Test.No', Cause: 'no' };

it('fires once for each end that it waits for, with what came of the run', async () => {
  const { app } = await openTriggerApp(tempFolder());
  const good = addFlow(app, 'Good', []);
  const bad = addFlow(app, 'Bad', [], fails);
  const afterFailure = addFlow(app, 'After failure', [{ kind: 'flow', flow: 'Bad', on: 'failed' }]);
  const afterSuccess = addFlow(app, 'After success', [{ kind: 'flow', flow: 'bad', on: 'succeeded' }]);
  const afterAny = addFlow(app, 'After any', [
    { kind: 'flow', flow: good, on: 'any' },
    { kind: 'flow', flow: bad, on: 'any' },
  ]);
  for (const flowId of [good, bad, good, bad]) {
    const { ended } = await app.control.run(flowId, { kind: 'manual' }, { input: { n: 1 } });
    await ended;
  }
  const fired = await settledFirings(app, afterFailure, 2);
  expect(fired).toHaveLength(2);
  expect(fired[0]?.input?.trigger).toMatchObject({ kind: 'flow', ended: 'failed', flowId: bad, error: 'Test.No' });
  const any = await settledFirings(app, afterAny, 4);
  expect(any.map(({ status }) => status)).toEqual(['ran', 'ran', 'ran', 'ran']);
  expect(any.map(({ input }) => (input?.trigger as { ended: string } | undefined)?.ended).sort()).toEqual([
    'failed',
    'failed',
    'succeeded',
    'succeeded',
  ]);
  expect(firingsOf(app, afterSuccess)).toEqual([]);
});

it('survives an end of the process between the end of the first run and the start of the second', async () => {
  const root = tempFolder();
  // Nothing fires here: what is left is what a kill after the commit of the first run's end leaves.
  const before = await openTriggerApp(root, { started: false });
  const first = addFlow(before.app, 'First', []);
  const second = addFlow(before.app, 'Second', [{ kind: 'flow', flow: 'First', on: 'any' }]);
  const { runId, ended } = await before.app.control.run(first, { kind: 'manual' });
  await ended;
  expect(firingsOf(before.app, second)).toEqual([{ status: 'due', reason: null, input: null }]);
  await before.stop();

  const after = await openTriggerApp(root);
  const fired = await settledFirings(after.app, second, 1);
  expect(fired).toMatchObject([{ status: 'ran', input: { trigger: { runId } } }]);
  await after.stop();
  const again = await openTriggerApp(root);
  await again.app.scheduler.reconcile();
  expect(await settledFirings(again.app, second, 1)).toHaveLength(1);
});

it('does not end the run when what follows it cannot be written, and the other way round', async () => {
  const { app } = await openTriggerApp(tempFolder(), { started: false });
  const first = addFlow(app, 'First', []);
  addFlow(app, 'Second', [{ kind: 'flow', flow: 'First', on: 'any' }]);
  app.db.exec(`CREATE TRIGGER full BEFORE INSERT ON trigger_events BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  const { runId } = await app.control.run(first, { kind: 'manual' });
  const status = app.db.prepare('SELECT status FROM runs WHERE id = ?').pluck();
  await new Promise((resolve) => setImmediate(resolve));
  expect(status.get(runId)).toBe('RUNNING');
  app.db.exec('DROP TRIGGER full');
  app.engine.recover();
  await eventually(() => expect(status.get(runId)).toBe('SUCCEEDED'));
  expect(app.db.prepare('SELECT count(*) FROM trigger_events').pluck().get()).toBe(1);
});

it('refuses flows that would start one another for ever', async () => {
  const { app, command } = await openTriggerApp(tempFolder(), { started: false });
  addFlow(app, 'A', []);
  addFlow(app, 'B', [{ kind: 'flow', flow: 'A', on: 'any' }]);
  addFlow(app, 'C', [{ kind: 'flow', flow: 'B', on: 'any' }]);
  await expect(command('trigger', 'set', 'A', '--after', 'C')).rejects.toThrow(/Trigger.Circle/);
  await expect(command('trigger', 'set', 'A', '--after', 'A')).rejects.toThrow(/Trigger.Circle/);
  await expect(command('trigger', 'set', 'A', '--after', 'D')).rejects.toThrow(/Flow.Unknown/);
});

it('fires at the start of the app, on waking and by hand, once each', async () => {
  const root = tempFolder();
  const before = await openTriggerApp(root, { started: false });
  const flowId = addFlow(before.app, 'Morning', [{ kind: 'app-start' }, { kind: 'wake' }, { kind: 'manual' }]);
  await before.stop();
  const { app, command } = await openTriggerApp(root);
  await settledFirings(app, flowId, 1);
  app.clockChanged();
  app.clockChanged();
  await settledFirings(app, flowId, 2);
  await command('trigger', 'fire', 'Morning', '--input', '{"name":"Ada"}');
  const fired = await settledFirings(app, flowId, 3);
  expect(fired.map(({ input }) => (input?.trigger as { kind: string } | undefined)?.kind)).toEqual([
    'app-start',
    'wake',
    'manual',
  ]);
  expect(fired[2]?.input).toMatchObject({ name: 'Ada' });
});

it('is shown with the flow, exported with it, and taken away again', async () => {
  const { app, command } = await openTriggerApp(tempFolder(), { started: false });
  addFlow(app, 'A', []);
  const flowId = addFlow(app, 'B', [{ kind: 'flow', flow: 'A', on: 'failed' }]);
  await command('trigger', 'set', 'B', '--file', 'inbox/*.csv', '--on', 'created', '--settle', '5');
  await command('schedule', 'set', 'B', 'every day at 9');
  const words = (await command('flow', 'show', 'B')).schedule as { words: string };
  expect(words.words).toBe('Every day at 09:00, UTC; and when the flow “A” fails; and when inbox/*.csv appears');
  expect((await command('flow', 'export', 'B')).trigger).toEqual([
    { kind: 'flow', flow: 'A', on: 'failed' },
    { kind: 'file', path: 'inbox/*.csv', on: ['created'], settleMs: 5_000 },
  ]);
  const [first] = (await command('trigger', 'list', 'B')) as unknown as Array<{ id: string }>;
  await command('trigger', 'remove', 'B', first?.id ?? '');
  expect((await command('trigger', 'list', 'B')) as unknown).toHaveLength(1);
  expect(countTriggerEvents(app.db, first?.id ?? '')).toBe(0);
  app.control.cancel(flowId);
  expect((await command('trigger', 'list', 'B')) as unknown).toEqual([]);
});

it('is set up from a sentence, once the plan that names it is approved', async () => {
  const { app, command } = await openTriggerApp(tempFolder());
  await command('ask', 'whenever todo.txt changes, notify me', '--approve');
  const flows = (await command('flow', 'list')) as unknown as Array<{ id: string; schedule: { words: string } }>;
  expect(flows).toMatchObject([{ schedule: { kind: 'trigger', words: 'when todo.txt appears or changes' } }]);
  await looked(app);
  writeFileSync(join(app.dataDir.workspace, 'todo.txt'), 'buy milk');
  expect(await settledFirings(app, flows[0]?.id ?? '', 1)).toMatchObject([{ status: 'ran' }]);
});
