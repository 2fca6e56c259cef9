/** The production engine, journal and user tables on a folder, on virtual time: the same in the process that dies and in the one after it. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../src/main/store/database.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import { beginOwnership } from '../../../src/main/store/ownership.ts';
import { findFlow } from '../../../src/main/store/tables/flows.ts';
import { readEvents } from '../../../src/main/store/tables/history.ts';
import { openUserTables, type WritableUserTables } from '../../../src/main/store/user-tables.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import type { Journal, RunEnd, TaskExecutor } from '../../../src/main/workflow/ports.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { databaseWithFlow, testRun } from '../test-flow.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { crashFlow } from './crash-flow.ts';
import { crashingExecutor, crashingJournal, type Reach } from './crash-points.ts';
import { EffectTools } from './effect-tools.ts';

export interface CrashWorldOptions {
  definition?: StateMachine;
  reach?: Reach;
  unknown?: ReadonlySet<string>;
  /** Put around the production ones. */
  wrapJournal?: (journal: Journal) => Journal;
  wrapExecutor?: (executor: TaskExecutor) => TaskExecutor;
}

const startMs = Date.parse('2026-11-22T09:00:00Z');

export class CrashWorld {
  readonly folder: string;
  readonly db: Database;
  readonly tables: WritableUserTables;
  readonly clock: VirtualClock;
  readonly engine: Engine;
  readonly ends = new Map<string, RunEnd>();
  readonly broken = new Map<string, unknown>();
  readonly #definition: StateMachine;
  readonly #tools: EffectTools;

  constructor(folder: string, options: CrashWorldOptions = {}) {
    this.folder = folder;
    this.#definition = options.definition ?? crashFlow;
    const path = join(folder, 'test.db');
    const isNew = !existsSync(path) || readdirSync(folder).length === 0;
    this.db = isNew ? databaseWithFlow(path, this.#definition) : openDatabase(path);
    if (!findFlow(this.db, 'flow')) throw new Error('the folder has a database without the flow');
    this.tables = openUserTables(join(folder, 'tables.db'));
    beginOwnership(this.db);
    const journal: Journal = new SqliteJournal(this.db);
    // Time goes on from where the last process left it.
    const runs = this.db.prepare('SELECT id FROM runs').pluck().all() as string[];
    const times = runs.flatMap((runId) => readEvents(this.db, runId).map(({ atMs }) => atMs + 5));
    this.clock = new VirtualClock(Math.max(startMs, ...times));
    this.#tools = new EffectTools(folder, this.tables, options.unknown);
    const reach = options.reach ?? (() => undefined);
    this.engine = new Engine({
      clock: this.clock,
      journal: crashingJournal(options.wrapJournal?.(journal) ?? journal, reach),
      executor: crashingExecutor(options.wrapExecutor?.(this.#tools) ?? this.#tools, reach),
      random: () => 0.5,
      onEnded: (run, end) => this.ends.set(run.id, end),
      onBroken: (runId, error) => this.broken.set(runId, error),
    });
  }

  async start(id = 'run'): Promise<void> {
    await this.engine.start(testRun(this.#definition, { id, startedAtMs: this.clock.nowMs() }));
  }

  /** What a process does when it comes up after another one; a run that was never committed is started. */
  async takeUp(): Promise<void> {
    const known = this.db.prepare('SELECT count(*) FROM runs').pluck().get();
    if (known === 0) await this.start();
    else this.engine.recover();
  }

  /** The same where the process is to make a fork, `fork`, of the run that the folder has. */
  async takeUpFork(at: number): Promise<void> {
    const known = this.db.prepare(`SELECT count(*) FROM runs WHERE id = 'fork'`).pluck().get();
    if (known === 0) await this.engine.fork('run', at, 'fork');
    else this.engine.recover();
  }

  /** Lets time pass until nothing is left to do. */
  async runToRest(): Promise<void> {
    for (let quiet = 0; ; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.engine.idle && this.#tools.running === 0 ? quiet + 1 : 0;
      if (quiet < 4) continue;
      if (this.engine.openCount === 0 || !this.clock.advanceToNext()) return;
      quiet = 0;
    }
  }

  history(runId = 'run') {
    return readEvents(this.db, runId);
  }

  close(): void {
    this.db.close();
    this.tables.close();
  }
}
