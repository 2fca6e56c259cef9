/**
 * Which ends of runs are told. Hunts: an outcome that a crash swallows or doubles, a flow that is told against the user's wish, a
 * failure nobody hears of.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunTeller } from '../../../src/main/notifications/run-teller.ts';
import type { Database } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { setFlowTelling } from '../../../src/main/store/tables/flows.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { RunOrigin } from '../../../src/main/workflow/ports.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { Telling } from '../../../src/shared/domain/telling.ts';
import { NotificationDesk } from '../../support/notification-desk.ts';
import { databaseWithFlow, ScriptedExecutor, temporaryFolder, testRun } from '../../support/test-flow.ts';

const quiet: StateMachine = { StartAt: 'Look', States: { Look: { Type: 'Pass', End: true } } };
const broken: StateMachine = { StartAt: 'Stop', States: { Stop: { Type: 'Fail', Error: 'E', Cause: 'it broke' } } };
const scheduled: RunOrigin = { kind: 'schedule', scheduleId: 's', dueAtMs: 1, late: false };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** The desk and the teller of a process that starts on a database. */
function processOn(db: Database) {
  const desk = new NotificationDesk({ db });
  const { clock, notifier } = desk;
  return { desk, teller: new RunTeller({ db, clock, notifier, log: () => undefined }) };
}

/** A run that ended while nobody listened, as after a crash. */
async function endedRun(machine: StateMachine, origin: RunOrigin, telling: Telling = 'every') {
  const db = databaseWithFlow(join(folder.path, 'm.db'), machine);
  setFlowTelling(db, 'flow', telling);
  const { desk } = processOn(db);
  const executor = new ScriptedExecutor(() => ({ ok: true, output: {} }));
  const engine = new Engine({ clock: desk.clock, journal: new SqliteJournal(db), executor });
  // The ledger row that a scheduled start is bound to is not what is looked at here.
  const { ended } = await engine.start(testRun(machine));
  await ended;
  db.prepare('UPDATE runs SET origin = ?').run(JSON.stringify(origin));
  return db;
}

async function told(db: Database) {
  const { desk, teller } = processOn(db);
  await teller.tellUntold();
  await desk.pass(1_000);
  return desk.titles();
}

it('an end that a crash kept from being told is told by the next process, once', async () => {
  const db = await endedRun(quiet, scheduled);
  expect(await told(db)).toEqual(['Test flow']);
  expect(await told(db)).toEqual([]);
  db.close();
});

it('a crash between telling and noting it tells it once', async () => {
  const db = await endedRun(quiet, scheduled);
  expect(await told(db)).toEqual(['Test flow']);
  db.exec('UPDATE runs SET told_at_ms = NULL');
  expect(await told(db)).toEqual([]);
  db.close();
});

it.each<[Telling, StateMachine, RunOrigin, string[]]>([
  ['every', quiet, scheduled, ['Test flow']],
  ['news', quiet, scheduled, []],
  ['failures', quiet, scheduled, []],
  ['news', broken, scheduled, ['Test flow failed']],
  ['failures', broken, scheduled, ['Test flow failed']],
  ['every', quiet, { kind: 'manual' }, []],
  ['failures', broken, { kind: 'manual' }, ['Test flow failed']],
  ['every', broken, { kind: 'terminal' }, []],
])('a flow that tells %s: %j of %j tells %j', async (telling, machine, origin, titles) => {
  const db = await endedRun(machine, origin, telling);
  expect(await told(db)).toEqual(titles);
  // Decided once, also when that was to tell nothing: a changed wish does not bring it back.
  setFlowTelling(db, 'flow', 'every');
  expect(await told(db)).toEqual([]);
  db.close();
});

it('a flow that notified by itself in that run is not announced again', async () => {
  const db = await endedRun(quiet, scheduled);
  const { desk, teller } = processOn(db);
  await desk.tell('its own', { kind: 'flow', runId: 'run' });
  await teller.tellUntold();
  await desk.pass(1_000);
  expect(desk.titles()).toEqual(['its own']);
  db.close();
});
