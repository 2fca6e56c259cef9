/** Looks into the database from outside, read-only: what was there once must stay as it was. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { DataDir } from '../../src/main/data-dir.ts';
import type { Database } from '../../src/main/store/database.ts';
import { readEvents } from '../../src/main/store/tables/history.ts';

interface Seen {
  events: number;
  digest: string;
}

export class Watcher {
  readonly #dataDir: DataDir;
  readonly #seen = new Map<string, Seen>();
  readonly #decisions = new Map<string, string>();
  #db: Database | undefined;

  constructor(dataDir: DataDir) {
    this.#dataDir = dataDir;
  }

  get db(): Database {
    this.#db ??= new BetterSqlite3(this.#dataDir.database, { readonly: true });
    return this.#db;
  }

  openRuns(): number {
    if (!existsSync(this.#dataDir.database)) return 0;
    return Number(this.db.prepare(`SELECT count(*) FROM runs WHERE status IN ('RUNNING', 'PARKED')`).pluck().get());
  }

  decided(id: string, status: string): void {
    this.#decisions.set(id, status);
  }

  /** Decisions that were acknowledged. */
  get decisions(): ReadonlyMap<string, string> {
    return this.#decisions;
  }

  get knownRuns(): string[] {
    return [...this.#seen.keys()];
  }

  /** Compares the histories of open runs with what they were at the last look. @returns what was lost or changed */
  look(): string[] {
    const problems: string[] = [];
    const open = this.db.prepare(`SELECT id FROM runs WHERE status IN ('RUNNING', 'PARKED')`).pluck().all() as string[];
    const before = [...this.#seen].filter(([, { digest }]) => digest !== '').map(([id]) => id);
    for (const id of new Set([...open, ...before])) {
      const events = readEvents(this.db, id);
      const last = this.#seen.get(id);
      if (last && last.digest !== digestOf(events.slice(0, last.events)))
        problems.push(`the first ${last.events} events of ${id}`);
      // Runs that have ended are not looked at again until the end.
      const isOpen = open.includes(id);
      this.#seen.set(
        id,
        isOpen ? { events: events.length, digest: digestOf(events) } : { events: events.length, digest: '' },
      );
    }
    return problems;
  }

  close(): void {
    this.#db?.close();
  }
}

function digestOf(events: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(events)).digest('hex');
}
