/**
 * What the app asks its database again and again must not read all the runs, occurrences and histories there ever were.
 * Hunts: a condition that no longer is the one of a partial index, word for word, and so leaves the index unused.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runDetailOf, runSummaries } from '../../../src/main/flows/run-views.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import {
  deleteEndedOccurrences,
  dueOccurrences,
  listOccurrences,
  openOccurrences,
} from '../../../src/main/store/tables/occurrences.ts';
import {
  countEndedToolCalls,
  countOpenRuns,
  endOfRuns,
  firstRunMs,
  recentRunStatuses,
  runsBetween,
} from '../../../src/main/store/tables/runs.ts';
import { recordRunEnd, waitingFiring } from '../../../src/main/store/tables/trigger-events.ts';
import { endOfUsage, firstUsageMs, usageBetween } from '../../../src/main/store/tables/usage.ts';

let db: Database;
beforeEach(() => {
  db = openDatabase(':memory:');
});
afterEach(() => db.close());

const ended = { status: 'SUCCEEDED', output: null, error: null, cause: null, endedAtMs: 1 } as const;
const queries: Record<string, () => unknown> = {
  'the runs to take up': () => new SqliteJournal(db).openRuns(),
  'the number of open runs': () => countOpenRuns(db),
  'the number of open runs of a flow': () => countOpenRuns(db, 'flow'),
  'the newest runs': () => runSummaries(db, { limit: 50 }),
  'the newest runs of a flow': () => runSummaries(db, { flowId: 'flow', limit: 50 }),
  'the failed runs': () => runSummaries(db, { group: 'failed', limit: 50 }),
  'the runs under way': () => runSummaries(db, { group: 'open', limit: 50 }),
  'the runs after one': () => runSummaries(db, { after: { startedAtMs: 5, id: 'run' }, limit: 50 }),
  'the last results of a flow': () => recentRunStatuses(db, 'flow', 10),
  'the calls of a run': () => countEndedToolCalls(db, 'run', 'notify'),
  'a run': () => runDetailOf(db, 'run'),
  'the firings to start': () => dueOccurrences(db, { after: null, limit: 10 }),
  'the firings whose runs are open': () => openOccurrences(db),
  'the firing of a trigger that waits': () => waitingFiring(db, 'trigger'),
  'what follows a run': () => recordRunEnd(db, { id: 'run', flowId: 'flow' }, ended),
  'the runs of a span': () => runsBetween(db, { fromMs: 0, toMs: 1, flowId: null }),
  'the end of a span of so many runs': () => endOfRuns(db, { fromMs: 0, toMs: 1 }, 10),
  'the oldest run': () => firstRunMs(db),
  'the use of models in a span': () => usageBetween(db, { fromMs: 0, toMs: 1, flowId: null }),
  'the end of a span of so much use': () => endOfUsage(db, { fromMs: 0, toMs: 1 }, 10),
  'the oldest use of a model': () => firstUsageMs(db),
  'the firings that are too old': () => deleteEndedOccurrences(db, { beforeMs: 1, limit: 10 }),
  'the firings of a flow': () => listOccurrences(db, { flowId: 'flow', limit: 10 }),
};

for (const [what, ask] of Object.entries(queries))
  it(`${what}: found by an index`, () => {
    const prepare = vi.spyOn(db, 'prepare');
    try {
      ask();
    } catch {
      // The database is empty; the question is what counts.
    }
    const asked = prepare.mock.calls.map(([text]) => text);
    prepare.mockRestore();
    expect(asked).not.toEqual([]);
    for (const text of asked) {
      const steps = db
        .prepare(`EXPLAIN QUERY PLAN ${text}`)
        .all(...(text.match(/\?/g) ?? []).map(() => null)) as Array<{ detail: string }>;
      expect(
        steps
          .map(({ detail }) => detail)
          .filter((detail) => /^SCAN (runs|occurrences|history|triggers|trigger_events|usage)/.test(detail)),
      ).toEqual([]);
    }
  });
