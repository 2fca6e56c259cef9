/**
 * Inserts into the user tables that are asked for in one turn of the event loop share a transaction: one flush of the disk for all
 * of them, so that many flows at once do not hold up the process for a flush each (docs/bench-engine.md).
 * Owns: the queue. Does not own: what an insert is (user-tables.ts).
 */
import { asStoreError } from './database.ts';
import { type InsertedRow, insertRow, type RowToInsert, type WritableUserTables } from './user-tables.ts';

interface Pending {
  row: RowToInsert;
  resolve: (inserted: InsertedRow) => void;
  reject: (error: unknown) => void;
}

export class InsertGroup {
  readonly #db: WritableUserTables;
  #queue: Pending[] = [];

  constructor(db: WritableUserTables) {
    this.#db = db;
  }

  /** Resolves once the row and its receipt are durable (T1). A row that cannot be inserted fails alone. */
  insert(row: RowToInsert): Promise<InsertedRow> {
    return new Promise((resolve, reject) => {
      if (this.#queue.push({ row, resolve, reject }) === 1) setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const group = this.#queue;
    this.#queue = [];
    let answers: (() => void)[];
    try {
      answers = this.#db.transaction(() => group.map((pending) => this.#insertOne(pending))).immediate();
    } catch (error) {
      const told = asStoreError(error, this.#db.name);
      for (const { reject } of group) reject(told);
      return;
    }
    for (const answer of answers) answer();
  }

  /** In a savepoint of its own. @returns what to answer once everything is committed */
  #insertOne({ row, resolve, reject }: Pending): () => void {
    try {
      const inserted = insertRow(this.#db, row);
      return () => resolve(inserted);
    } catch (error) {
      // A full disk or a damaged file ends the whole transaction, not only this row's part of it.
      if (!this.#db.inTransaction) throw error;
      return () => reject(error);
    }
  }
}
