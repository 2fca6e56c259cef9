/**
 * A demonstration grown far beyond what one person makes: thousands of flows, a hundred thousand runs, one endless conversation. For
 * measuring, not for looking at. One run is really run; the others are its history at other times, written by the same journal.
 */

import { App } from '../../src/main/app.ts';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { newId } from '../../src/main/ids.ts';
import type { Database } from '../../src/main/store/database.ts';
import { SqliteJournal } from '../../src/main/store/journal.ts';
import { insertConversation } from '../../src/main/store/tables/conversations.ts';
import { insertFlow } from '../../src/main/store/tables/flows.ts';
import { insertMessage } from '../../src/main/store/tables/messages.ts';
import { insertOccurrence, settleOccurrence } from '../../src/main/store/tables/occurrences.ts';
import { markRunTold } from '../../src/main/store/tables/runs.ts';
import { insertSchedule } from '../../src/main/store/tables/schedules.ts';
import type { RunEnd, RunRecord } from '../../src/main/workflow/ports.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import { noRealms } from '../support/no-realms.ts';
import { type Seeded, seeded } from '../support/seeded.ts';

const dayMs = 86_400_000;
const runsAtOnce = 1_000;

export interface LargeOptions {
  timezone: string;
  flows: number;
  runs: number;
  messages: number;
  endMs?: number;
}

export const large = { flows: 5_000, runs: 100_000, messages: 2_000 };

const definition: StateMachine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Look',
  States: { Look: { Type: 'Pass', Next: 'Done' }, Done: { Type: 'Succeed' } },
};
const things = ['Kettle', 'Invoices', 'Backup', 'Disk', 'Feed', 'Rates', 'Orchard', 'Library', 'Printer', 'Garden'];
const jobs = ['watch', 'report', 'check', 'summary', 'log', 'reminder', 'clean-up', 'digest'];

/** Adds to the data directory, which may have been seeded before. */
export async function seedLarge(root: string, options: LargeOptions): Promise<void> {
  const { timezone, flows, runs, messages, endMs = Date.now() } = options;
  const app = new App({
    dataDir: dataDirAt(root),
    timezone,
    version: '0.0.0-demo',
    desktop: { show: () => Promise.resolve({ shown: true }) },
    openRealm: noRealms,
    spawnWorker: () => {
      throw new Error('nothing here calls a tool');
    },
    plannerThread: new URL('../../src/main/assistant/planner-thread.ts', import.meta.url),
    promptsDir: 'resources/prompts',
    integrityThread: new URL('../../src/main/store/integrity-thread.ts', import.meta.url),
    log: () => undefined,
  });
  const { db } = app;
  db.pragma('synchronous = OFF');
  const random = seeded(11);
  try {
    const flowIds = db.transaction(() => addFlows(db, flows, { timezone, endMs, random }))();
    await addRuns(app, flowIds, runs, { endMs, random });
    db.transaction(() => addConversation(db, messages, endMs))();
  } finally {
    await app.stop();
  }
}

/** Monthly, at all sorts of times: hardly one fires while something is measured. */
function addFlows(
  db: Database,
  count: number,
  { timezone, endMs, random }: { timezone: string; endMs: number; random: Seeded },
): string[] {
  return Array.from({ length: count }, (_, index) => {
    const nowMs = endMs - 365 * dayMs + index;
    const id = newId('flow', nowMs);
    const name = `${random.pick(things)} ${random.pick(jobs)} ${index + 1}`;
    const flow = { id, name, task: `${name}, once a month`, request: name, listed: true, userId: 'local', nowMs };
    insertFlow(db, flow, { definition, workerIds: {} });
    const cron = `${random.below(60)} ${random.below(24)} ${1 + random.below(28)} * *`;
    insertSchedule(db, {
      id: `schedule of ${id}`,
      flowId: id,
      spec: { kind: 'cron', cron, timezone, text: cron },
      nowMs: endMs,
    });
    return id;
  });
}

async function addRuns(
  app: App,
  flowIds: readonly string[],
  count: number,
  { endMs, random }: { endMs: number; random: Seeded },
): Promise<void> {
  const [first] = flowIds;
  if (first === undefined) return;
  const { db } = app;
  const journal = new SqliteJournal(db);
  const real = await app.control.run(first, { kind: 'manual' });
  await real.ended;
  const { run: model, events } = journal.load(real.runId);
  const spanMs = 300 * dayMs;
  for (let done = 0; done < count; done += runsAtOnce) {
    const writes: Promise<void>[] = [];
    for (let index = done; index < Math.min(count, done + runsAtOnce); index += 1) {
      const startedAtMs = Math.round(endMs - spanMs + (spanMs * index) / count);
      const flowId = flowIds[random.below(flowIds.length)] ?? first;
      const scheduleId = `schedule of ${flowId}`;
      const dueAtMs = startedAtMs - random.below(50);
      const run: RunRecord = {
        ...model,
        id: newId('run', startedAtMs),
        flowId,
        origin: { kind: 'schedule', scheduleId, dueAtMs, late: false },
        startedAtMs,
      };
      const failed = random.below(25) === 0;
      const end: RunEnd = {
        status: failed ? 'FAILED' : 'SUCCEEDED',
        output: null,
        error: failed ? 'Tool.HttpStatus' : null,
        cause: failed ? 'shop.example answered 503 Service Unavailable. Try again later.' : null,
        endedAtMs: startedAtMs + random.between(5, 4_000),
      };
      const moved = events.map((event) => ({ ...event, atMs: startedAtMs }));
      insertOccurrence(db, { scheduleId, flowId, dueAtMs, status: 'due', reason: null }, startedAtMs);
      writes.push(journal.create(run, moved.slice(0, -1)));
      writes.push(
        journal.append(run.id, moved.slice(-1), end).then(() => {
          const status = failed ? 'failed' : 'ran';
          const reason = failed ? 'the run failed' : null;
          settleOccurrence(db, { scheduleId, dueAtMs }, { from: ['started'], status, reason, nowMs: end.endedAtMs });
          markRunTold(db, run.id, end.endedAtMs);
        }),
      );
    }
    await Promise.all(writes);
  }
}

function addConversation(db: Database, count: number, endMs: number): void {
  const id = newId('conversation', endMs);
  const startMs = endMs - count * 60_000;
  insertConversation(db, { id, title: 'The long conversation', createdAtMs: startMs, updatedAtMs: endMs });
  for (let index = 0; index < count; index += 1)
    insertMessage(db, {
      id: newId('message', startMs + index),
      conversationId: id,
      role: index % 2 === 0 ? 'user' : 'assistant',
      text: index % 2 === 0 ? `How is number ${index / 2 + 1} doing?` : answer(index),
      status: 'done',
      toolCalls: [],
      planId: null,
      attachments: [],
      createdAtMs: startMs + index * 60_000,
    });
}

function answer(index: number): string {
  const lead = `Number **${(index + 1) / 2}** ran ${index % 19} times this week.`;
  if (index % 9 === 1)
    return `${lead}\n\n| day | runs |\n| --- | ---: |\n| Monday | ${index % 5} |\n| Tuesday | ${index % 7} |\n`;
  if (index % 9 === 5) return `${lead}\n\n\`\`\`json\n{ "run": ${index}, "status": "SUCCEEDED" }\n\`\`\`\n`;
  return `${lead} It told you about it once, and nothing is left to do.`;
}
