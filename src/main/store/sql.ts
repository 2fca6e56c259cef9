import { assertInvariant } from '../../shared/errors.ts';
import type { Database, Statement } from './database.ts';

const caches = new WeakMap<Database, Map<string, Statement>>();

/** Prepares a statement once per connection. */
export function sql(db: Database, text: string): Statement {
  let cache = caches.get(db);
  if (!cache) {
    cache = new Map();
    caches.set(db, cache);
  }
  let statement = cache.get(text);
  if (!statement) {
    statement = db.prepare(text);
    cache.set(text, statement);
  }
  return statement;
}

/** Runs a statement that must change exactly one row. */
export function changeOne(db: Database, text: string, ...parameters: unknown[]): void {
  const { changes } = sql(db, text).run(...parameters);
  assertInvariant(changes === 1, `one row changes, not ${changes}: ${text}`);
}

export function all<Row>(db: Database, text: string, ...parameters: unknown[]): Row[] {
  return sql(db, text).all(...parameters) as Row[];
}

export function one<Row>(db: Database, text: string, ...parameters: unknown[]): Row | undefined {
  return sql(db, text).get(...parameters) as Row | undefined;
}
