/** Compares what is there with what the programs say should be. Nothing here knows how the engine decides; it only reads its records. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { SqliteJournal } from '../../src/main/store/journal.ts';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import { foldEvents } from '../../src/main/workflow/run-state.ts';
import { type BalanceSheet, type Fault, percentiles } from './balance-sheet.ts';
import { type ChaosRecord, noteExample } from './chaos.ts';
import { expectedEffects } from './expected-effects.ts';

interface RunRow {
  id: string;
  flowName: string;
  status: string;
  error: string | null;
  parentRunId: string | null;
}

interface Task {
  runId: string;
  tag: string | null;
  scheduledAtMs: number;
  answeredAtMs: number;
  isTool: boolean;
}

export function examine(record: ChaosRecord): Omit<BalanceSheet, 'seed' | 'kills' | 'minutes'> {
  const { watcher, programs, server, faults, examples, lives } = record;
  const dataDir = dataDirAt(record.dataDir);
  const { db } = watcher;
  const fault = (name: Fault, example: string): void => {
    faults[name] += 1;
    noteExample(record, name, example);
  };

  const runs = db
    .prepare(
      `SELECT runs.id, scheduled_flows.name AS flowName, runs.status, runs.error, runs.origin ->> '$.parentRunId' AS parentRunId
       FROM runs JOIN scheduled_flows ON scheduled_flows.id = runs.flow_id`,
    )
    .all() as RunRow[];
  const byId = new Map(runs.map((run) => [run.id, run]));

  // Runs: none lost, none stuck, none otherwise than its flow says.
  for (const id of watcher.knownRuns) if (!byId.has(id)) fault('runs lost', id);
  for (const { flowName, answer } of record.asked)
    if (answer && !byId.has(answer.runId)) fault('runs lost', `${flowName}: ${answer.runId} was answered`);
  for (const { id, status, flowName, error } of runs) {
    if (status === 'RUNNING' || status === 'PARKED') fault('runs stuck', `${flowName} ${id} is ${status}`);
    else if (status !== 'SUCCEEDED')
      fault('runs that ended otherwise than their flow says', `${flowName} ${id} ${status} ${error}`);
  }

  // Histories.
  const journal = new SqliteJournal(db);
  const tasks: Task[] = [];
  const eventTimes: number[] = [];
  for (const { id, status } of runs) {
    try {
      const { run, events } = journal.load(id);
      const ended = foldEvents(run, events).ended;
      if (ended !== (status !== 'RUNNING' && status !== 'PARKED'))
        fault('histories that do not fold', `${id} folds to another end`);
      tasks.push(...tasksOf(id, events));
      for (const { atMs } of events) eventTimes.push(atMs);
    } catch (error) {
      fault('histories that do not fold', `${id}: ${String(error)}`);
    }
  }

  // Effects.
  const expected = runs.flatMap((run) => {
    const program = programs.get(run.flowName);
    return program ? [{ run, effects: expectedEffects(program, run.id) }] : [];
  });
  compare('rows', countsOf(expected.flatMap(({ effects }) => effects.rows)), countsOf(rowsIn(dataDir.tables)));
  compare(
    'lines',
    countsOf(expected.flatMap(({ effects }) => effects.lines.map(({ file, line }) => `${file}: ${line}`))),
    countsOf(linesIn(dataDir.workspace)),
  );
  const files = expected.flatMap(({ effects }) => effects.files);
  for (const { file, text } of files) {
    const path = join(dataDir.workspace, file);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) fault('effects missing', `the file ${file}`);
  }
  const written = namesIn(join(dataDir.workspace, 'written'));
  const wanted = new Set(files.map(({ file }) => file.replace('written/', '')));
  for (const name of written) if (!wanted.has(name)) fault('effects nobody ordered', `the file ${name}`);

  function compare(what: string, should: Map<string, number>, is: Map<string, number>): void {
    for (const key of new Set([...should.keys(), ...is.keys()])) {
      const [want, have] = [should.get(key) ?? 0, is.get(key) ?? 0];
      if (want === 0) fault('effects nobody ordered', `${what}: ${key}`);
      else if (have > want) fault('effects doubled', `${what}: ${key} ${have} times instead of ${want}`);
      else if (have < want) fault('effects missing', `${what}: ${key} ${have} times instead of ${want}`);
    }
  }

  // Children: one run for each call.
  for (const { run, effects } of expected) {
    const children = runs.filter(({ parentRunId }) => parentRunId === run.id).map(({ flowName }) => flowName);
    if (children.sort().join() !== [...effects.children].sort().join())
      fault(
        children.length > effects.children.length ? 'effects doubled' : 'effects missing',
        `children of ${run.id}: ${children.join()}`,
      );
  }

  // Requests: as many as the flow says, and at most one more for each kill while one was under way.
  const kills = lives.flatMap(({ killedAtMs }) => killedAtMs ?? []);
  const inFlightAt = kills.map((killedAtMs) =>
    tasks.filter((task) => task.scheduledAtMs <= killedAtMs && task.answeredAtMs > killedAtMs),
  );
  const killsOf = new Map<string, number>();
  for (const inFlight of inFlightAt)
    for (const { tag } of inFlight) if (tag !== null) killsOf.set(tag, (killsOf.get(tag) ?? 0) + 1);
  let requests = 0;
  let repeated = 0;
  const known = new Set<string>();
  for (const { tag, count } of expected.flatMap(({ effects }) => effects.requests)) {
    known.add(tag);
    const made = server.hits.get(tag)?.length ?? 0;
    requests += made;
    repeated += Math.max(0, made - count);
    if (made < count) fault('effects missing', `${tag} was asked for ${made} times instead of ${count}`);
    if (made > count + (killsOf.get(tag) ?? 0))
      fault(
        'steps repeated without a kill',
        `${tag}: ${made} requests for ${count}, with ${killsOf.get(tag) ?? 0} kills meanwhile`,
      );
  }
  for (const tag of server.hits.keys()) if (!known.has(tag)) fault('effects nobody ordered', `a request for ${tag}`);

  // Occurrences: the ledger is the schedule, and each has its end.
  const occurrences = db
    .prepare(
      `SELECT scheduled_flows.name AS flowName, due_at_ms AS dueAtMs, occurrences.status, reason, run_id AS runId
       FROM occurrences JOIN scheduled_flows ON scheduled_flows.id = occurrences.flow_id ORDER BY due_at_ms`,
    )
    .all() as Array<{ flowName: string; dueAtMs: number; status: string; reason: string | null; runId: string | null }>;
  const lastDueMs = new Map<string, number>();
  for (const { flowName, dueAtMs, status, reason, runId } of occurrences) {
    const what = `${flowName} at ${new Date(dueAtMs).toISOString()}`;
    if (['due', 'started', 'parked'].includes(status)) fault('occurrences without an end', `${what} is ${status}`);
    const hasRun = ['ran', 'late', 'failed'].includes(status);
    if (hasRun !== (runId !== null && byId.has(runId)))
      fault('occurrences missing or doubled', `${what} is ${status} with the run ${runId}`);
    if (!hasRun && reason === null && status !== 'started')
      fault('occurrences without an end', `${what} is ${status} for no reason`);
    lastDueMs.set(flowName, dueAtMs);
  }
  for (const [flowName, moments] of record.moments) {
    const due = occurrences.filter((occurrence) => occurrence.flowName === flowName).map(({ dueAtMs }) => dueAtMs);
    const should = moments.filter((ms) => ms <= (lastDueMs.get(flowName) ?? 0));
    if (due.join() !== should.join())
      fault('occurrences missing or doubled', `${flowName}: ${due.length} of ${should.length}`);
  }
  for (const [flowName, everyMs] of record.intervals) {
    const due = occurrences.filter((occurrence) => occurrence.flowName === flowName).map(({ dueAtMs }) => dueAtMs);
    for (const [index, ms] of due.entries())
      if (index > 0 && ms - (due[index - 1] ?? 0) !== everyMs)
        fault('occurrences missing or doubled', `${flowName} before ${ms}`);
  }

  // Approvals and flows that were acknowledged.
  const approvals = db.prepare('SELECT id, status FROM approvals').all() as Array<{ id: string; status: string }>;
  const decided = new Map(approvals.map(({ id, status }) => [id, status]));
  for (const [id, status] of watcher.decisions)
    if (decided.get(id) !== status) fault('approvals lost or changed', `${id} was ${status} and is ${decided.get(id)}`);
  const orderedApprovals = expected.reduce((sum, { effects }) => sum + effects.approvals, 0);
  if (approvals.length !== orderedApprovals)
    fault('approvals lost or changed', `${approvals.length} instead of ${orderedApprovals}`);
  const flows = countsOf(db.prepare('SELECT name FROM scheduled_flows').pluck().all() as string[]);
  for (const [name, count] of flows) if (count > 1) fault('flows lost or doubled', `${name} is there ${count} times`);
  for (const name of record.acknowledged)
    if (!flows.has(name)) fault('flows lost or doubled', `${name} was acknowledged`);

  const fromTerminal = runs.filter(
    ({ flowName, parentRunId }) => /^(Flow|Later)/.test(flowName) && parentRunId === null,
  ).length;
  const childrenAsked = runs.filter(
    ({ flowName, parentRunId }) => flowName.startsWith('Child') && parentRunId === null,
  ).length;
  eventTimes.sort((a, b) => a - b);
  return {
    killsBeforeServing: lives.filter(
      ({ killedAtMs, recoveringAtMs }) => killedAtMs !== undefined && recoveringAtMs === undefined,
    ).length,
    flows: flows.size,
    runs: runs.length,
    childRuns: runs.filter(({ parentRunId }) => parentRunId !== null).length,
    approvals: approvals.length,
    occurrences: occurrences.length,
    events: eventTimes.length,
    effects: {
      rows: expected.reduce((sum, { effects }) => sum + effects.rows.length, 0),
      lines: expected.reduce((sum, { effects }) => sum + effects.lines.length, 0),
      files: files.length,
      requests,
    },
    neverBegun: record.asked.length - fromTerminal - childrenAsked,
    stepsInFlight: inFlightAt.reduce((sum, inFlight) => sum + inFlight.length, 0),
    requestsRepeated: repeated,
    toNewWorkMs: toNewWork(),
    faults,
    examples,
  };

  function toNewWork(): BalanceSheet['toNewWorkMs'] {
    const fromSpawn: number[] = [];
    const fromRecovery: number[] = [];
    for (const [index, { spawnedAtMs, recoveringAtMs, killedAtMs }] of lives.entries()) {
      const leftWork = index > 0 && (inFlightAt[index - 1] ?? []).some(({ isTool }) => isTool);
      const first = eventTimes.find((atMs) => atMs >= spawnedAtMs);
      if (!leftWork || recoveringAtMs === undefined || first === undefined || first > (killedAtMs ?? first)) continue;
      fromSpawn.push(first - spawnedAtMs);
      fromRecovery.push(Math.max(0, first - recoveringAtMs));
    }
    return { count: fromSpawn.length, fromSpawn: percentiles(fromSpawn), fromRecovery: percentiles(fromRecovery) };
  }
}

/** Each task that was announced, and when it was answered. */
function tasksOf(runId: string, events: readonly JournalEvent[]): Task[] {
  const answeredAtMs = new Map(
    events.flatMap(({ data, atMs }) => (typeof data.scheduled === 'number' ? [[data.scheduled, atMs] as const] : [])),
  );
  return events
    .filter(({ type }) => type === 'TaskScheduled')
    .map(({ seq, atMs, data }) => {
      const url = (data.arguments as { url?: string } | null)?.url;
      return {
        runId,
        tag: typeof url === 'string' ? new URL(url).searchParams.get('tag') : null,
        scheduledAtMs: atMs,
        answeredAtMs: answeredAtMs.get(seq) ?? Number.POSITIVE_INFINITY,
        isTool: String(data.resource).startsWith('worker:'),
      };
    });
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function rowsIn(path: string): string[] {
  const db = new BetterSqlite3(path, { readonly: true });
  const names = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_majordomo%' ESCAPE '\\'`)
    .pluck()
    .all();
  const rows = names.flatMap(
    (name) =>
      db
        .prepare(`SELECT tag FROM "${String(name)}"`)
        .pluck()
        .all() as string[],
  );
  db.close();
  return rows;
}

function linesIn(workspace: string): string[] {
  return ['own', 'shared', 'same'].flatMap((folder) =>
    namesIn(join(workspace, folder)).flatMap((name) =>
      readFileSync(join(workspace, folder, name), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => `${folder}/${name}: ${line}`),
    ),
  );
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
