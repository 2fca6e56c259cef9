/**
 * What a flow remembers between its runs: values under names, entries of feeds it has seen, the text of pages.
 * Owns: three tables of the user-tables file that no worker's query can name (`_majordomo…`).
 * Does not own: what makes a change happen once (receipts.ts; call these inside `once`).
 *
 * M1 A flow sees only its own.
 * M2 "Since the last run" holds for the whole run: what a run remembers of a feed or a page counts from the next run on, so two steps
 *    of one run that look at the same thing see the same.
 */
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { STATE_MAX_KEYS } from '../../shared/tools/state.ts';
import { all, changeOne, one, sql } from './sql.ts';
import type { WritableUserTables } from './user-tables-handle.ts';

const dayMs = 86_400_000;
/** An entry that its feed has not shown for this long may be forgotten. */
const KEEP_SEEN_MS = 180 * dayMs;

export function createMemoryTables(db: Pick<WritableUserTables, 'exec'>): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS _majordomo_state(
      flow_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, updated_at_ms INTEGER NOT NULL, PRIMARY KEY (flow_id, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS _majordomo_seen(
      flow_id TEXT NOT NULL, source TEXT NOT NULL, entry TEXT NOT NULL, first_run_id TEXT NOT NULL, last_seen_at_ms INTEGER NOT NULL,
      PRIMARY KEY (flow_id, source, entry)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS _majordomo_pages(
      flow_id TEXT NOT NULL, source TEXT NOT NULL, run_id TEXT NOT NULL, text TEXT NOT NULL, text_before_run TEXT,
      updated_at_ms INTEGER NOT NULL, PRIMARY KEY (flow_id, source)
    ) STRICT, WITHOUT ROWID;
  `);
}

/** Undefined when nothing is kept under the name. */
export function readState(db: WritableUserTables, flowId: string, key: string): JsonValue | undefined {
  const row = one<{ value: string }>(
    db,
    'SELECT value FROM _majordomo_state WHERE flow_id = ? AND key = ?',
    flowId,
    key,
  );
  return row && (JSON.parse(row.value) as JsonValue);
}

/** null forgets the name. @returns what was kept before @throws MajordomoError `Tool.TooLarge` */
export function writeState(
  db: WritableUserTables,
  { flowId, key, value, nowMs }: { flowId: string; key: string; value: JsonValue; nowMs: number },
): JsonValue {
  const previous = readState(db, flowId, key);
  if (value === null) sql(db, 'DELETE FROM _majordomo_state WHERE flow_id = ? AND key = ?').run(flowId, key);
  else {
    if (previous === undefined) assertRoom(db, flowId);
    changeOne(
      db,
      `INSERT INTO _majordomo_state (flow_id, key, value, updated_at_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT (flow_id, key) DO UPDATE SET value = excluded.value, updated_at_ms = excluded.updated_at_ms`,
      flowId,
      key,
      JSON.stringify(value),
      nowMs,
    );
  }
  return previous ?? null;
}

export interface Source {
  flowId: string;
  /** The feed or page, as the flow names it. */
  source: string;
  runId: string;
}

/** Which of these entries no earlier run has seen, and whether none has looked at all. Changes nothing. */
export function unseen(
  db: WritableUserTables,
  { flowId, source, runId }: Source,
  entries: readonly string[],
): { fresh: Set<string>; firstRun: boolean } {
  const seen = new Set(
    all<{ entry: string }>(
      db,
      'SELECT entry FROM _majordomo_seen WHERE flow_id = ? AND source = ? AND first_run_id <> ?',
      flowId,
      source,
      runId,
    ).map(({ entry }) => entry),
  );
  return { fresh: new Set(entries.filter((entry) => !seen.has(entry))), firstRun: seen.size === 0 };
}

export function rememberSeen(
  db: WritableUserTables,
  { flowId, source, runId }: Source,
  entries: readonly string[],
  nowMs: number,
): void {
  for (const entry of entries)
    changeOne(
      db,
      `INSERT INTO _majordomo_seen (flow_id, source, entry, first_run_id, last_seen_at_ms) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (flow_id, source, entry) DO UPDATE SET last_seen_at_ms = excluded.last_seen_at_ms`,
      flowId,
      source,
      entry,
      runId,
      nowMs,
    );
  sql(db, 'DELETE FROM _majordomo_seen WHERE flow_id = ? AND source = ? AND last_seen_at_ms < ?').run(
    flowId,
    source,
    nowMs - KEEP_SEEN_MS,
  );
}

/** The text at the end of the last run that looked at it; null when none has. */
export function textBefore(db: WritableUserTables, { flowId, source, runId }: Source): string | null {
  const row = one<{ run_id: string; text: string; text_before_run: string | null }>(
    db,
    'SELECT run_id, text, text_before_run FROM _majordomo_pages WHERE flow_id = ? AND source = ?',
    flowId,
    source,
  );
  if (!row) return null;
  return row.run_id === runId ? row.text_before_run : row.text;
}

export function rememberText(
  db: WritableUserTables,
  { flowId, source, runId }: Source,
  text: string,
  nowMs: number,
): void {
  changeOne(
    db,
    `INSERT INTO _majordomo_pages (flow_id, source, run_id, text, text_before_run, updated_at_ms) VALUES (?, ?, ?, ?, NULL, ?)
     ON CONFLICT (flow_id, source) DO UPDATE SET
       text_before_run = CASE WHEN run_id = excluded.run_id THEN text_before_run ELSE text END,
       run_id = excluded.run_id, text = excluded.text, updated_at_ms = excluded.updated_at_ms`,
    flowId,
    source,
    runId,
    text,
    nowMs,
  );
}

function assertRoom(db: WritableUserTables, flowId: string): void {
  const row = one<{ names: number }>(db, 'SELECT count(*) AS names FROM _majordomo_state WHERE flow_id = ?', flowId);
  if ((row?.names ?? 0) >= STATE_MAX_KEYS)
    throw new MajordomoError({
      code: 'Tool.TooLarge',
      message: `This flow already keeps ${STATE_MAX_KEYS} names: set one to null to forget it, or keep lists in a table.`,
      data: { flowId },
    });
}
