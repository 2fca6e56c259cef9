import BetterSqlite3 from 'better-sqlite3';

/** A connection that nobody refers to any more is closed by the garbage collector, and its lock with it. */
const held = new Set<BetterSqlite3.Database>();

/**
 * One owner per data directory. The operating system's file lock under SQLite goes with the process, also after kill -9,
 * so there is no stale lock to clean up.
 * @returns the release, or undefined when another process owns the directory
 */
export function takeOwnership(path: string): (() => void) | undefined {
  const db = new BetterSqlite3(path, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL) STRICT; COMMIT');
  } catch (error) {
    db.close();
    if (typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))
      return undefined;
    throw error;
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}
