import type { Fact } from '../../../shared/domain/fact.ts';
import type { Database } from '../database.ts';
import { all, changeOne, sql } from '../sql.ts';

export function insertFact(db: Database, fact: Fact): void {
  changeOne(db, `INSERT INTO facts (id, text, created_at_ms) VALUES (?, ?, ?)`, fact.id, fact.text, fact.createdAtMs);
}

/** Oldest first. */
export function listFacts(db: Database): Fact[] {
  return all<Fact>(db, `SELECT id, text, created_at_ms AS createdAtMs FROM facts ORDER BY created_at_ms, rowid`);
}

/** @returns whether there was one */
export function deleteFact(db: Database, id: string): boolean {
  return sql(db, `DELETE FROM facts WHERE id = ?`).run(id).changes === 1;
}
