/**
 * `serve` with schedules of every second, killed (SIGKILL) again and again around due times, all from one seed. Then the ledger is
 * compared with the expansion of each schedule, and every run with its occurrence. Hunts: a firing that is lost or run twice when the
 * process dies between due and started, and an occurrence that never comes to its end.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { occurrencesBetween } from '../../src/main/schedule/recurrence.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import type { ScheduleSpec } from '../../src/shared/domain/schedule.ts';
import { endAll, processesOn } from '../support/processes.ts';
import { seeded } from '../support/seeded.ts';
import { askServed } from './owner-commands.ts';
import { ServedApp } from './served-app.ts';

export interface ScheduleSheet {
  seed: number;
  kills: number;
  occurrences: Record<string, number>;
  runs: number;
  /** What must not be: each with an example. */
  faults: string[];
}

const schedules: Record<string, { cron: string; policies: string[] }> = {
  'each second, allow': { cron: '* * * * * *', policies: ['--misfire', 'all', '--overlap', 'allow'] },
  'each second, queue': { cron: '* * * * * *', policies: ['--misfire', 'latest', '--overlap', 'queue'] },
  'each 2 seconds, skip': { cron: '*/2 * * * * *', policies: ['--misfire', 'skip', '--overlap', 'skip'] },
  'each 3 seconds, cancel': { cron: '*/3 * * * * *', policies: ['--misfire', 'all', '--overlap', 'cancel'] },
};
const startWithinMs = 60_000;
const settleWithinMs = 120_000;

export async function killAroundDueTimes(options: {
  seed: number;
  kills: number;
  log: (line: string) => void;
}): Promise<ScheduleSheet> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'majordomo-schedule-kills-')));
  const dataDir = join(root, 'data');
  mkdirSync(dataDir);
  const random = seeded(options.seed);
  try {
    let app = await serving(dataDir);
    for (const [name, { cron, policies }] of Object.entries(schedules)) {
      const file = join(root, `${name}.json`);
      writeFileSync(file, JSON.stringify(flowFile(name, cron)));
      await asked(dataDir, 'flow', 'add', file);
      await asked(dataDir, 'schedule', 'set', name, ...policies);
    }
    for (let kill = 1; kill <= options.kills; kill += 1) {
      // Within 150 ms of the turn of a second, one to three seconds on.
      const due = Math.ceil(Date.now() / 1000) * 1000 + random.below(3) * 1000;
      await sleep(Math.max(0, due + random.between(-150, 150) - Date.now()));
      await app.kill9();
      app = await serving(dataDir);
      if (kill % 20 === 0) options.log(`${kill} kills`);
    }
    for (const name of Object.keys(schedules)) await asked(dataDir, 'flow', 'cancel', name);
    await settled(dataDir);
    await app.stop();
    return { seed: options.seed, kills: options.kills, ...examine(dataDir) };
  } finally {
    endAll(processesOn(dataDir));
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function flowFile(name: string, cron: string): object {
  const schedule: ScheduleSpec = { kind: 'cron', cron, timezone: 'UTC', text: cron };
  // Some runs are open when the process dies, some ended.
  const States = { Wait: { Type: 'Wait', Seconds: 1, Next: 'Done' }, Done: { Type: 'Succeed' } };
  return { name, task: name, workers: [], schedule, definition: { QueryLanguage: 'JSONata', StartAt: 'Wait', States } };
}

async function serving(dataDir: string): Promise<ServedApp> {
  const app = new ServedApp(dataDir);
  if ((await Promise.race([app.serving, sleep(startWithinMs, false, { ref: false })])) !== true)
    throw new Error(`serve did not start: ${app.complaints.slice(-5).join(' / ')}`);
  return app;
}

async function asked(dataDir: string, ...words: string[]): Promise<void> {
  const answer = await askServed<unknown>(dataDir, ...words);
  if (answer?.exit !== 0) throw new Error(`${words.join(' ')}: ${JSON.stringify(answer?.json ?? 'no answer')}`);
}

async function settled(dataDir: string): Promise<void> {
  const db = openDatabase(dataDirAt(dataDir).database);
  const open = db.prepare(`SELECT count(*) AS n FROM runs WHERE status IN ('RUNNING', 'PARKED')`);
  for (const untilMs = Date.now() + settleWithinMs; Date.now() < untilMs; await sleep(300))
    if ((open.get() as { n: number }).n === 0) break;
  db.close();
}

interface Row {
  dueAtMs: number;
  status: string;
  reason: string | null;
  runId: string | null;
}

const endsWithRun = new Set(['ran', 'late', 'failed', 'cancelled']);

function examine(dataDir: string): Pick<ScheduleSheet, 'occurrences' | 'runs' | 'faults'> {
  const db = openDatabase(dataDirAt(dataDir).database);
  const faults: string[] = [];
  const occurrences: Record<string, number> = {};
  const list = db
    .prepare('SELECT id, spec, created_at_ms AS fromMs, reconciled_to_ms AS toMs FROM schedules')
    .all() as Array<{
    id: string;
    spec: string;
    fromMs: number;
    toMs: number;
  }>;
  const rowsOf = db.prepare(
    'SELECT due_at_ms AS dueAtMs, status, reason, run_id AS runId FROM occurrences WHERE schedule_id = ? ORDER BY due_at_ms',
  );
  for (const { id, spec, fromMs, toMs } of list) {
    const rows = rowsOf.all(id) as Row[];
    const wanted = occurrencesBetween(JSON.parse(spec) as ScheduleSpec, fromMs, toMs, 1e7);
    const found = rows.map(({ dueAtMs }) => dueAtMs);
    for (const dueAtMs of wanted.filter((moment) => !found.includes(moment)))
      faults.push(`lost: ${at(dueAtMs)} of ${id}`);
    for (const dueAtMs of found.filter((moment) => !wanted.includes(moment)))
      faults.push(`not due: ${at(dueAtMs)} of ${id}`);
    for (const { dueAtMs, status, reason, runId } of rows) {
      occurrences[status] = (occurrences[status] ?? 0) + 1;
      if (['due', 'started', 'parked'].includes(status))
        faults.push(`without an end: ${at(dueAtMs)} of ${id} is ${status}`);
      if (status !== 'ran' && reason === null) faults.push(`without a reason: ${at(dueAtMs)} of ${id} is ${status}`);
      if (runId !== null && !endsWithRun.has(status)) faults.push(`run of a firing that is ${status}: ${runId}`);
    }
  }
  const runs = db
    .prepare(`SELECT id, origin FROM runs WHERE json_extract(origin, '$.kind') = 'schedule'`)
    .all() as Array<{ id: string; origin: string }>;
  const bound = db.prepare('SELECT count(*) AS n FROM occurrences WHERE run_id = ?');
  const firings = new Map<string, string>();
  for (const { id, origin } of runs) {
    if ((bound.get(id) as { n: number }).n !== 1) faults.push(`run without its firing: ${id}`);
    const { scheduleId, dueAtMs } = JSON.parse(origin) as { scheduleId: string; dueAtMs: number };
    const firing = `${scheduleId} ${dueAtMs}`;
    if (firings.has(firing)) faults.push(`run twice: ${at(dueAtMs)} of ${scheduleId}`);
    firings.set(firing, id);
  }
  db.close();
  return { occurrences, runs: runs.length, faults };
}

function at(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}

export function sheetInWords({ seed, kills, occurrences, runs, faults }: ScheduleSheet): string {
  const total = Object.values(occurrences).reduce((sum, count) => sum + count, 0);
  return [
    `${kills} kills around due times, seed ${seed}`,
    `${total} firings were due, each with one row: ${Object.entries(occurrences)
      .map(([status, count]) => `${count} ${status}`)
      .join(', ')}`,
    `${runs} runs, each of one firing`,
    faults.length === 0 ? 'no faults' : `${faults.length} faults, such as:\n  ${faults.slice(0, 10).join('\n  ')}`,
  ].join('\n');
}
