/** Hunts: a change that is lost in a burst or over a restart, one that is told twice, a flow that fires itself for ever. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countTriggerEvents, listTriggerEvents } from '../../../src/main/store/tables/trigger-events.ts';
import type { TriggerSpec } from '../../../src/shared/domain/trigger.ts';
import { eventually } from '../../support/eventually.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { addFlow, firingsOf, looked, openTriggerApp, settledFirings } from './trigger-app.ts';

const watch = (path: string, more: Partial<TriggerSpec> = {}): TriggerSpec =>
  ({ kind: 'file', path, on: ['created', 'changed', 'deleted'], settleMs: 200, ...more }) as TriggerSpec;

interface Change {
  path: string;
  change: string;
}

function changesIn(fired: Awaited<ReturnType<typeof settledFirings>>): Change[] {
  return fired.flatMap(({ input }) => (input?.trigger as { changes?: Change[] } | undefined)?.changes ?? []);
}

it('accounts for each of 5,000 files made in a burst, in few runs', async () => {
  const root = tempFolder();
  const { app } = await openTriggerApp(root);
  const inbox = join(app.dataDir.workspace, 'inbox');
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, 'was-there.txt'), 'before');
  const flowId = addFlow(app, 'Inbox', [watch('inbox/*.txt')]);
  await looked(app);
  const names = Array.from({ length: 5_000 }, (_, index) => `inbox/${String(index).padStart(4, '0')}.txt`);
  for (const [index, name] of names.entries()) {
    writeFileSync(join(app.dataDir.workspace, name), name);
    writeFileSync(join(app.dataDir.workspace, `inbox/${index}.other`), '');
    if (index % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const fired = await eventually(async () => {
    const settled = await settledFirings(app, flowId, 1);
    expect(new Set(changesIn(settled).map(({ path }) => path)).size).toBe(5_000);
    return settled;
  }, 90_000);
  expect(fired.length).toBeLessThan(50);
  expect(fired.every(({ status }) => status === 'ran')).toBe(true);
  const created = changesIn(fired).filter(({ change }) => change === 'created');
  expect(created.map(({ path }) => path).sort()).toEqual(names);
  // Every event has a firing that is in the ledger.
  const stray = app.db.prepare(
    `SELECT count(*) FROM trigger_events AS event WHERE NOT EXISTS (SELECT 1 FROM occurrences
       WHERE schedule_id = event.trigger_id AND due_at_ms = event.due_at_ms AND run_id IS NOT NULL)`,
  );
  expect(stray.pluck().get()).toBe(0);
  expect(listTriggerEvents(app.db, { flowId, limit: 10_000 }).filter(({ what }) => what === 'created')).toHaveLength(
    5_000,
  );
  // Generous: a busy machine is no failure.
}, 120_000);

it('tells after a restart what happened meanwhile, once', async () => {
  const root = tempFolder();
  const before = await openTriggerApp(root);
  const file = (name: string): string => join(before.app.dataDir.workspace, name);
  for (const name of ['same', 'changes', 'goes']) writeFileSync(file(`${name}.md`), name);
  const flowId = addFlow(before.app, 'Notes', [watch('*.md')]);
  await looked(before.app);
  await before.stop();

  writeFileSync(file('changes.md'), 'changed, and longer');
  writeFileSync(file('new.md'), 'new');
  rmSync(file('goes.md'));
  const after = await openTriggerApp(root);
  const fired = await settledFirings(after.app, flowId, 1);
  expect(changesIn(fired)).toEqual([
    { path: 'changes.md', change: 'changed' },
    { path: 'goes.md', change: 'deleted' },
    { path: 'new.md', change: 'created' },
  ]);
  await after.stop();

  const again = await openTriggerApp(root);
  writeFileSync(file('later.md'), 'later');
  const all = await settledFirings(again.app, flowId, 2);
  expect(changesIn(all).slice(3)).toEqual([{ path: 'later.md', change: 'created' }]);
});

it('sees the state from which it counts when it is set by a command that does not stay', async () => {
  const root = tempFolder();
  const command = await openTriggerApp(root, { started: false });
  mkdirSync(join(command.app.dataDir.workspace, 'in'), { recursive: true });
  const flowId = addFlow(command.app, 'In', [watch('in')]);
  await command.stop();
  mkdirSync(join(command.app.dataDir.workspace, 'in/deep'));
  writeFileSync(join(command.app.dataDir.workspace, 'in/deep/a.txt'), 'a');
  const { app } = await openTriggerApp(root);
  expect(changesIn(await settledFirings(app, flowId, 1))).toEqual([{ path: 'in/deep/a.txt', change: 'created' }]);
});

it('fires only for what it was told to watch for, also in a folder elsewhere', async () => {
  const elsewhere = tempFolder();
  const { app } = await openTriggerApp(tempFolder());
  writeFileSync(join(elsewhere, 'a.pdf'), 'a');
  const flowId = addFlow(app, 'Papers', [watch(`${elsewhere}/*.pdf`, { on: ['deleted'] } as Partial<TriggerSpec>)]);
  await looked(app);
  writeFileSync(join(elsewhere, 'b.pdf'), 'b');
  writeFileSync(join(elsewhere, 'a.pdf'), 'longer');
  await eventually(() => {
    const seen = app.db.prepare('SELECT count(*) FROM trigger_files').pluck().get();
    expect(seen).toBe(2);
  });
  rmSync(join(elsewhere, 'a.pdf'));
  const fired = await settledFirings(app, flowId, 1);
  expect(changesIn(fired)).toEqual([{ path: `${elsewhere}/a.pdf`, change: 'deleted' }]);
});

it.each(['../secrets', '/', '/proc/../etc', '!all.txt'])('does not watch %s', async (path) => {
  const { app } = await openTriggerApp(tempFolder(), { started: false });
  expect(() => addFlow(app, 'Nosy', [watch(path)])).toThrow(expect.objectContaining({ code: 'Trigger.BadPath' }));
  expect(() => addFlow(app, 'Nosy', [watch(join(app.dataDir.root, 'x.db'))])).toThrow(/belongs to Majordomo/);
});

it('skips what happens while the flow or everything is paused, with the reason', async () => {
  const { app } = await openTriggerApp(tempFolder());
  const flowId = addFlow(app, 'Paused', [watch('a.txt')]);
  await looked(app);
  app.control.pause(flowId);
  writeFileSync(join(app.dataDir.workspace, 'a.txt'), '1');
  expect(await settledFirings(app, flowId, 1)).toEqual([{ status: 'skipped', reason: 'paused', input: null }]);
  app.control.resume(flowId);
  app.pauseAll(true);
  writeFileSync(join(app.dataDir.workspace, 'a.txt'), '22');
  const fired = await settledFirings(app, flowId, 2);
  expect(fired[1]).toMatchObject({ status: 'skipped', reason: 'paused: everything is paused' });
});

it('lets what happens during a run wait in one firing', async () => {
  const { app } = await openTriggerApp(tempFolder());
  const flowId = addFlow(app, 'Slow', [watch('in/*')], { Type: 'Wait', Seconds: 2, End: true });
  await looked(app);
  mkdirSync(join(app.dataDir.workspace, 'in'), { recursive: true });
  const put = (name: string): void => writeFileSync(join(app.dataDir.workspace, 'in', name), name);
  put('1');
  await eventually(() => expect(firingsOf(app, flowId)[0]?.status).toBe('started'));
  put('2');
  const triggerId = String(app.db.prepare('SELECT id FROM triggers').pluck().get());
  await eventually(() => expect(countTriggerEvents(app.db, triggerId)).toBe(2));
  put('3');
  const fired = await settledFirings(app, flowId, 2);
  expect(fired.map(({ status }) => status)).toEqual(['ran', 'ran']);
  expect(changesIn(fired).map(({ path }) => path)).toEqual(['in/1', 'in/2', 'in/3']);
});

it('goes on watching a file that is put in the place of another', async () => {
  const { app } = await openTriggerApp(tempFolder());
  const file = join(app.dataDir.workspace, 'todo.txt');
  writeFileSync(file, '');
  const flowId = addFlow(app, 'Todo', [watch('todo.txt')]);
  await looked(app);
  for (let round = 1; round <= 3; round++) {
    writeFileSync(`${file}.new`, 'x'.repeat(round));
    renameSync(`${file}.new`, file);
    expect(changesIn(await settledFirings(app, flowId, round))).toHaveLength(round);
  }
});

it('does not fire for what the flow itself changed, and says so', async () => {
  const { app } = await openTriggerApp(tempFolder());
  const definition = {
    StartAt: 'Note',
    States: {
      Note: {
        Type: 'Task',
        Resource: 'worker:scribe/file_append',
        Arguments: { path: 'log.txt', text: 'x' },
        End: true,
      },
    },
  };
  const words = { name: 'Echo', task: 'Echo', request: 'Echo', flowText: 'Echo', scheduleText: null, schedule: null };
  const worker = { name: 'scribe', prompt: '', tools: [{ tool: 'file_append', limits: { folders: ['.'] } }] };
  const { flowId } = app.orchestrator.setUp(
    {
      ...{ ...words, workers: [worker], ifItFails: '', assumptions: [] },
      triggers: [watch('*.txt')],
      definition: definition as never,
    },
    { listed: true },
  );
  await looked(app);
  writeFileSync(join(app.dataDir.workspace, 'other.txt'), 'from outside');
  await eventually(() => {
    const told = listTriggerEvents(app.db, { flowId, limit: 10 }).map(({ subject, reason }) => ({ subject, reason }));
    expect(told).toEqual([
      { subject: 'log.txt', reason: 'the flow changed it itself' },
      { subject: 'other.txt', reason: null },
    ]);
  });
  expect(firingsOf(app, flowId)).toHaveLength(1);
});
