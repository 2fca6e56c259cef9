/**
 * The engine's journal on SQLite. Owns: the tables `history` and `runs`, the grouping of commits.
 * Everything handed in during one turn of the event loop becomes durable in one transaction (synchronous = FULL), and a
 * promise resolves only after that transaction has committed (I2). The primary key (run, number) refuses a second event (I3).
 */
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { JournalEvent } from '../workflow/events.ts';
import type { Journal, RunEnd, RunOrigin, RunRecord } from '../workflow/ports.ts';
import { asStoreError, type Database } from './database.ts';
import { all, changeOne, one } from './sql.ts';
import { readFlowVersion } from './tables/flows.ts';
import { insertEvents, readEvents } from './tables/history.ts';
import { markStarted } from './tables/occurrences.ts';
import { recordRunEnd } from './tables/trigger-events.ts';

interface Pending {
  write: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export class SqliteJournal implements Journal {
  readonly #db: Database;
  readonly #admit: (run: RunRecord) => void;
  readonly #commit: (group: readonly Pending[]) => void;
  readonly #definitions = new Map<string, StateMachine>();
  #queue: Pending[] = [];
  #scheduled = false;

  /** @param admit throws to refuse a run, in the transaction that would create it */
  constructor(db: Database, admit: (run: RunRecord) => void = () => undefined) {
    this.#db = db;
    this.#admit = admit;
    this.#commit = db.transaction((group: readonly Pending[]) => {
      for (const pending of group) pending.write();
    }).immediate;
  }

  create(run: RunRecord, events: readonly JournalEvent[]): Promise<void> {
    return this.#enqueue(() => {
      this.#admit(run);
      insertRun(this.#db, run);
      insertEvents(this.#db, run.id, events);
      // The occurrence and its run come into being together: a crash leaves both or neither.
      if (run.origin.kind === 'schedule') {
        const { scheduleId, dueAtMs } = run.origin;
        markStarted(this.#db, { scheduleId, dueAtMs, runId: run.id, nowMs: run.startedAtMs });
      }
    });
  }

  append(runId: string, events: readonly JournalEvent[], change: RunEnd | 'reopened' | null): Promise<void> {
    return this.#enqueue(() => {
      insertEvents(this.#db, runId, events);
      if (change === 'reopened') reopenRun(this.#db, runId);
      else if (change) endRun(this.#db, runId, change);
    });
  }

  load(runId: string): { run: RunRecord; events: JournalEvent[] } {
    const run = readRunRecord(this.#db, runId, (row) => this.#definitionOf(row));
    return { run, events: readEvents(this.#db, runId) };
  }

  /** Parsed once for all runs of a version, which never changes (I5). */
  #definitionOf({ flow_id, version }: RunRow): StateMachine {
    const key = `${flow_id} ${version}`;
    const known = this.#definitions.get(key) ?? readFlowVersion(this.#db, flow_id, version).definition;
    this.#definitions.set(key, known);
    return known;
  }

  openRuns(): string[] {
    return all<{ id: string }>(
      this.#db,
      `SELECT id FROM runs WHERE status IN ('RUNNING', 'PARKED') ORDER BY started_at_ms, id`,
    ).map((row) => row.id);
  }

  #enqueue(write: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ write, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    this.#scheduled = false;
    const group = this.#queue;
    this.#queue = [];
    try {
      this.#commit(group);
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(asStoreError(error, this.#db.name));
      // One bad write must not take the others with it: each gets its own transaction and its own answer.
      for (const pending of group) this.#commitAlone(pending);
      return;
    }
    for (const pending of group) pending.resolve();
  }

  #commitAlone(pending: Pending): void {
    try {
      this.#commit([pending]);
    } catch (error) {
      return pending.reject(asStoreError(error, this.#db.name));
    }
    pending.resolve();
  }
}

function insertRun(db: Database, run: RunRecord): void {
  changeOne(
    db,
    `INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, started_at_ms)
     VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?)`,
    run.id,
    run.flowId,
    run.version,
    JSON.stringify(run.origin),
    run.dryRun ? 1 : 0,
    JSON.stringify(run.input),
    run.startedAtMs,
  );
}

function endRun(db: Database, runId: string, end: RunEnd): void {
  changeOne(
    db,
    `UPDATE runs SET status = ?, output = ?, error = ?, cause = ?, ended_at_ms = ? WHERE id = ? AND ended_at_ms IS NULL`,
    end.status,
    JSON.stringify(end.output),
    end.error,
    end.cause,
    end.endedAtMs,
    runId,
  );
  const run = one<{ id: string; flowId: string; dry: number }>(
    db,
    `SELECT id, flow_id AS flowId, dry_run AS dry FROM runs WHERE id = ?`,
    runId,
  );
  if (run?.dry === 0) recordRunEnd(db, run, end);
}

function reopenRun(db: Database, runId: string): void {
  changeOne(
    db,
    `UPDATE runs SET status = 'RUNNING', output = NULL, error = NULL, cause = NULL, ended_at_ms = NULL
     WHERE id = ? AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED')`,
    runId,
  );
}

export interface RunRow {
  id: string;
  flow_id: string;
  version: number;
  status: RunStatus;
  origin: string;
  dry_run: number;
  input: string;
  output: string | null;
  error: string | null;
  cause: string | null;
  started_at_ms: number;
  ended_at_ms: number | null;
}

function readRunRecord(db: Database, runId: string, definitionOf: (row: RunRow) => StateMachine): RunRecord {
  const row = one<RunRow>(db, `SELECT * FROM runs WHERE id = ?`, runId);
  if (!row) throw new Error(`Broken invariant: the run ${runId} was created`);
  return {
    id: row.id,
    flowId: row.flow_id,
    version: row.version,
    definition: definitionOf(row),
    input: JSON.parse(row.input) as JsonValue,
    origin: JSON.parse(row.origin) as RunOrigin,
    dryRun: row.dry_run === 1,
    startedAtMs: row.started_at_ms,
  };
}
