/** Steps that wait for the user. Hunts: a question asked twice, a decision that is lost over a restart, one that never ends. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Approvals } from '../../../src/main/approvals/approvals.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { beginOwnership } from '../../../src/main/store/ownership.ts';
import { listApprovals } from '../../../src/main/store/tables/approvals.ts';
import { runStatusOf } from '../../../src/main/store/tables/runs.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { databaseWithFlow, temporaryFolder, testRun } from '../../support/test-flow.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

const machine: StateMachine = {
  StartAt: 'Ask',
  States: {
    Ask: { Type: 'Task', Resource: 'approval', Arguments: { question: 'Send it?', expiresInSeconds: 3600 }, End: true },
  },
};

let folder: ReturnType<typeof temporaryFolder>;
let clock: VirtualClock;
beforeEach(() => {
  folder = temporaryFolder();
  clock = new VirtualClock();
});
afterEach(() => folder.remove());

function open(isNew: boolean) {
  const path = join(folder.path, 'm.db');
  const db = isNew ? databaseWithFlow(path, machine) : openDatabase(path);
  const asked: string[] = [];
  beginOwnership(db);
  const approvals = new Approvals({
    db,
    clock,
    onAsked: ({ question }) => asked.push(question),
    onDecided: () => undefined,
  });
  const executor = { effectOf: () => 'idempotent' as const, execute: approvals.wait.bind(approvals) };
  const engine = new Engine({ clock, journal: new SqliteJournal(db), executor });
  return { db, approvals, engine, asked };
}

describe('an approval', () => {
  it('parks the run until the user says yes', async () => {
    const { db, approvals, engine } = open(true);
    const { ended } = await engine.start(testRun(machine));
    await settle();
    expect(runStatusOf(db, 'run')?.status).toBe('PARKED');
    const [waiting] = listApprovals(db, { pendingOnly: true, limit: 10 });
    approvals.decide(waiting?.id ?? '', 'approved', 'fine');
    expect(await ended).toMatchObject({ status: 'SUCCEEDED', output: { decision: 'approved', note: 'fine' } });
    expect(() => approvals.decide(waiting?.id ?? '', 'denied', null)).toThrow(
      expect.objectContaining({ code: 'Approval.Decided' }),
    );
    db.close();
  });

  it('fails the step with Approval.Denied when the user says no', async () => {
    const { db, approvals, engine } = open(true);
    const { ended } = await engine.start(testRun(machine));
    await settle();
    approvals.decide(listApprovals(db, { pendingOnly: true, limit: 1 })[0]?.id ?? '', 'denied', null);
    expect(await ended).toMatchObject({ status: 'FAILED', error: 'Approval.Denied' });
    db.close();
  });

  it('expires', async () => {
    const { db, engine } = open(true);
    const { ended } = await engine.start(testRun(machine));
    await settle();
    clock.advanceTo(clock.nowMs() + 3_600_000);
    expect(await ended).toMatchObject({ status: 'FAILED', error: 'Approval.Expired' });
    expect(listApprovals(db, { pendingOnly: false, limit: 1 })[0]?.status).toBe('expired');
    db.close();
  });

  it('survives a restart: it is asked once, and a decision made meanwhile counts', async () => {
    const first = open(true);
    await first.engine.start(testRun(machine));
    await settle();
    await first.engine.stop();
    expect(first.asked).toEqual(['Send it?']);
    first.approvals.decide(listApprovals(first.db, { pendingOnly: true, limit: 1 })[0]?.id ?? '', 'approved', null);
    first.db.close();
    const second = open(false);
    second.engine.recover();
    const ended = second.engine.endOf('run');
    expect(await ended).toMatchObject({ status: 'SUCCEEDED' });
    expect(second.asked).toEqual([]);
    second.db.close();
  });

  it('is left to the owner that has taken the database over: an older one decides nothing, and asks nothing more', async () => {
    const first = open(true);
    await first.engine.start(testRun(machine));
    await settle();
    const second = open(false);
    const [waiting] = listApprovals(second.db, { pendingOnly: true, limit: 1 });
    const lost = expect.objectContaining({ code: 'Store.OwnerLost' });
    expect(() => first.approvals.decide(waiting?.id ?? '', 'denied', null)).toThrow(lost);
    await expect(first.engine.cancel('run', 'no more')).rejects.toThrow(lost);
    clock.advanceTo(clock.nowMs() + 3_600_000);
    await settle();
    expect(listApprovals(second.db, { pendingOnly: true, limit: 1 })).toEqual([waiting]);
    expect(runStatusOf(second.db, 'run')?.status).toBe('PARKED');
    first.db.close();
    second.db.close();
  });

  it('is withdrawn when its run is cancelled', async () => {
    const { db, engine } = open(true);
    await engine.start(testRun(machine));
    await settle();
    expect(await engine.cancel('run', 'no more')).toMatchObject({ status: 'ABORTED' });
    expect(listApprovals(db, { pendingOnly: false, limit: 1 })[0]?.status).toBe('withdrawn');
    db.close();
  });
});
