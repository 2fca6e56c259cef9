/**
 * A prototype, to be measured against the journal of the app: the same port, with SQLite on a worker thread.
 * A group goes out when the one before has come back, so that a slow flush makes groups larger.
 */
import { Worker } from 'node:worker_threads';
import type { Database } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import type { JournalEvent } from '../../../src/main/workflow/events.ts';
import type { Journal, RunEnd, RunRecord } from '../../../src/main/workflow/ports.ts';

/** Events cross the threads as the text that is stored. */
export interface ThreadWrite {
  run: RunRecord | null;
  runId: string;
  seq: number;
  events: string;
  end: RunEnd | null;
}
export type ThreadAnswer = (string | null)[];

interface Pending {
  write: ThreadWrite;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export class ThreadJournal implements Journal {
  readonly #reader: SqliteJournal;
  readonly #worker: Worker;
  #queue: Pending[] = [];
  #flying: Pending[] | null = null;
  #scheduled = false;

  constructor(db: Database, path: string) {
    this.#reader = new SqliteJournal(db);
    this.#worker = new Worker(new URL('./thread-journal-worker.ts', import.meta.url), { workerData: { path } });
    this.#worker.on('message', (answers: ThreadAnswer) => this.#landed(answers));
  }

  create(run: RunRecord, events: readonly JournalEvent[]): Promise<void> {
    // The definition is in the flow's version already (I5).
    const bare = { ...run, definition: { StartAt: '', States: {} } };
    return this.#enqueue({ run: bare, runId: run.id, ...stored(events), end: null });
  }

  append(runId: string, events: readonly JournalEvent[], change: RunEnd | 'reopened' | null): Promise<void> {
    return this.#enqueue({ run: null, runId, ...stored(events), end: change === 'reopened' ? null : change });
  }

  load(runId: string): { run: RunRecord; events: JournalEvent[] } {
    return this.#reader.load(runId);
  }

  openRuns(): string[] {
    return this.#reader.openRuns();
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #enqueue(write: ThreadWrite): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ write, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#flying || this.#queue.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flying = this.#queue;
      this.#queue = [];
      this.#worker.postMessage(this.#flying.map(({ write }) => write));
    });
  }

  #landed(answers: ThreadAnswer): void {
    const group = this.#flying ?? [];
    this.#flying = null;
    for (const [index, { resolve, reject }] of group.entries()) {
      const problem = answers[index] ?? null;
      if (problem === null) resolve();
      else reject(new Error(problem));
    }
    this.#schedule();
  }
}

function stored(events: readonly JournalEvent[]): { seq: number; events: string } {
  const rows = events.map(({ type, scope, state, atMs, data }) => [type, scope, state, atMs, data]);
  return { seq: events[0]?.seq ?? 0, events: JSON.stringify(rows) };
}
