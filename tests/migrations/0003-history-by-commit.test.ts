/** Histories of one row an event become histories of one row a commit. Hunts: an event lost, renumbered or changed on the way. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { initial } from '../../src/main/store/migrations/0001-initial.ts';
import { approvalsAndOwner } from '../../src/main/store/migrations/0002-approvals-and-owner.ts';
import { historyByCommit } from '../../src/main/store/migrations/0003-history-by-commit.ts';
import { temporaryFolder } from '../support/test-flow.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const events = [
  {
    run_id: 'a',
    seq: 1,
    type: 'ExecutionStarted',
    scope: '',
    state: null,
    at_ms: 5,
    data: '{"input":{"text":"é\\n\\"x\\""}}',
  },
  {
    run_id: 'a',
    seq: 2,
    type: 'TaskScheduled',
    scope: '/Each[0]',
    state: 'Do',
    at_ms: 6,
    data: '{"arguments":[1,2.5,null]}',
  },
  { run_id: 'b', seq: 1, type: 'ExecutionStarted', scope: '', state: null, at_ms: 7, data: '{"input":null}' },
];

describe('migration 3', () => {
  it('keeps every event as it was, in the table of histories and in the view', () => {
    const path = join(folder.path, 'majordomo.db');
    const old = openDatabase(path, [initial, approvalsAndOwner]);
    const insert = old.prepare('INSERT INTO events VALUES (@run_id, @seq, @type, @scope, @state, @at_ms, @data)');
    for (const event of events) insert.run(event);
    old.close();
    const db = openDatabase(path, [initial, approvalsAndOwner, historyByCommit]);
    expect(db.prepare('SELECT * FROM events ORDER BY run_id, seq').all()).toEqual(events);
    expect(db.prepare('SELECT run_id, seq FROM history ORDER BY run_id, seq').all()).toEqual(
      events.map(({ run_id, seq }) => ({ run_id, seq })),
    );
    db.close();
  });

  it('gives the events of one commit their own numbers in the view', () => {
    const db = openDatabase(join(folder.path, 'majordomo.db'), [initial, approvalsAndOwner, historyByCommit]);
    const committed = JSON.stringify(
      events.slice(0, 2).map((e) => [e.type, e.scope, e.state, e.at_ms, JSON.parse(e.data)]),
    );
    db.prepare('INSERT INTO history VALUES (?, ?, ?)').run('a', 8, committed);
    expect(db.prepare('SELECT * FROM events ORDER BY seq').all()).toEqual(
      events.slice(0, 2).map((event, index) => ({ ...event, seq: 8 + index })),
    );
    db.close();
  });
});
