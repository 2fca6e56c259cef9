/** One scheduler with many schedules, in a process of its own: `node child.ts NAME COUNT` prints its figures as its last line. */
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Cron } from 'croner';
import nodeSchedule from 'node-schedule';
import { openDatabase } from '../../../src/main/store/database.ts';
import { insertFlow } from '../../../src/main/store/tables/flows.ts';
import { insertSchedule } from '../../../src/main/store/tables/schedules.ts';
import { startInProcess } from '../../evals/in-process-app.ts';

export interface Dispatched {
  count: number;
  /** Until every schedule was known, ms. */
  registrationMs: number;
  /** What the schedules take of the heap and of the process, MB. */
  heapMb: number;
  rssMb: number;
  /** From the due time to the firing: for ours until the run's first event is committed, for the others until their callback. */
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** The event loop's delay from the due time until all had fired, p99 and longest. */
  loopP99Ms: number;
  loopMaxMs: number;
}

interface Subject {
  /** All due at one second; the moment each fired is pushed. */
  register(cron: string, fired: (atMs: number) => void): Promise<void>;
  stop(): Promise<void>;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const memory = (): { heapMb: number; rssMb: number } => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20 };
};

const root = mkdtempSync(join(tmpdir(), 'majordomo-bench-schedule-'));

async function ours(count: number): Promise<Subject> {
  const { app } = startInProcess(root);
  await app.start();
  return {
    async register(cron, fired) {
      // The run waits, so that what is measured is its start and not what it does.
      const version = {
        definition: {
          StartAt: 'Wait',
          States: { Wait: { Type: 'Wait' as const, Seconds: 86_400, End: true as const } },
        },
        workerIds: {},
      };
      const seen = new Set<string>();
      app.events.listen((name, payload) => {
        if (name !== 'runs:changed') return;
        const { runId } = payload as { runId: string };
        if (seen.has(runId)) return;
        seen.add(runId);
        fired(Date.now());
      });
      const nowMs = Date.now();
      app.db
        .transaction(() => {
          for (let index = 0; index < count; index += 1) {
            const id = `flow_${index}`;
            insertFlow(app.db, { id, name: id, task: id, request: id, listed: true, userId: 'local', nowMs }, version);
            const spec = { kind: 'cron' as const, cron, timezone: 'UTC', text: cron };
            insertSchedule(app.db, { id: `schedule_${index}`, flowId: id, spec, nowMs });
          }
        })
        .immediate();
      app.scheduler.changed();
      await app.scheduler.reconcile();
    },
    stop: () => app.stop(),
  };
}

async function withNodeSchedule(count: number): Promise<Subject> {
  const jobs: nodeSchedule.Job[] = [];
  return {
    async register(cron, fired) {
      for (let index = 0; index < count; index += 1)
        jobs.push(nodeSchedule.scheduleJob({ rule: cron, tz: 'UTC' }, () => fired(Date.now())));
    },
    async stop() {
      for (const job of jobs) job.cancel();
    },
  };
}

async function withCroner(count: number): Promise<Subject> {
  const jobs: Cron[] = [];
  return {
    async register(cron, fired) {
      for (let index = 0; index < count; index += 1)
        jobs.push(new Cron(cron, { timezone: 'UTC' }, () => fired(Date.now())));
    },
    async stop() {
      for (const job of jobs) job.stop();
    },
  };
}

/** What a firing is worth to us: a row that a crash does not take away, before it counts as started. */
async function withCronerAndRows(count: number): Promise<Subject> {
  const db = openDatabase(join(root, 'croner.sqlite'));
  db.exec('CREATE TABLE fired (id INTEGER PRIMARY KEY, job INTEGER NOT NULL, at_ms INTEGER NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO fired (job, at_ms) VALUES (?, ?)');
  const jobs: Cron[] = [];
  return {
    async register(cron, fired) {
      for (let index = 0; index < count; index += 1)
        jobs.push(
          new Cron(cron, { timezone: 'UTC' }, () => {
            insert.run(index, Date.now());
            fired(Date.now());
          }),
        );
    },
    async stop() {
      for (const job of jobs) job.stop();
      db.close();
    },
  };
}

const subjects = {
  ours,
  'node-schedule': withNodeSchedule,
  croner: withCroner,
  'croner + rows': withCronerAndRows,
};
export type SubjectName = keyof typeof subjects;

async function dispatch(name: SubjectName, count: number): Promise<Dispatched> {
  const subject = await subjects[name](count);
  await sleep(500);
  const before = memory();
  // Far enough ahead for the slowest to have registered all.
  const dueMs = Math.ceil((Date.now() + 6_000 + count * 2) / 1000) * 1000;
  const due = new Date(dueMs);
  const cron = `${due.getUTCSeconds()} ${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
  const lateMs: number[] = [];
  const startMs = performance.now();
  await subject.register(cron, (atMs) => lateMs.push(atMs - dueMs));
  const registrationMs = performance.now() - startMs;
  const after = memory();
  if (Date.now() > dueMs - 500)
    throw new Error(`${name} took ${registrationMs} ms to register ${count}: too long for this measurement`);
  await sleep(dueMs - Date.now() - 200);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  for (const giveUpAtMs = Date.now() + 180_000; lateMs.length < count && Date.now() < giveUpAtMs; ) await sleep(50);
  loop.disable();
  if (lateMs.length !== count) throw new Error(`${name} fired ${lateMs.length} of ${count}`);
  await subject.stop();
  lateMs.sort((a, b) => a - b);
  const at = (share: number): number => lateMs[Math.min(lateMs.length - 1, Math.floor(lateMs.length * share))] ?? 0;
  return {
    count,
    registrationMs,
    heapMb: after.heapMb - before.heapMb,
    rssMb: after.rssMb - before.rssMb,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    loopP99Ms: loop.percentile(99) / 1e6,
    loopMaxMs: loop.max / 1e6,
  };
}

/** The processor's share while nothing is due, in percent, and the rest of an idle app subtracted. */
async function idle(count: number, seconds: number): Promise<{ count: number; seconds: number; cpuPercent: number }> {
  const subject = await ours(count);
  const far = new Date(Date.now() + 12 * 3_600_000);
  if (count > 0) await subject.register(`0 ${far.getUTCMinutes()} ${far.getUTCHours()} * * *`, () => undefined);
  // What the start and the registration left behind is collected by then.
  await sleep(40_000);
  const before = process.cpuUsage();
  await sleep(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  await subject.stop();
  return { count, seconds, cpuPercent: (user + system) / 1e4 / seconds };
}

const [name = '', count = '0', seconds = '60'] = process.argv.slice(2);
try {
  const figures =
    name === 'idle' ? await idle(Number(count), Number(seconds)) : await dispatch(name as SubjectName, Number(count));
  writeSync(1, `${JSON.stringify(figures)}\n`);
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(0);
