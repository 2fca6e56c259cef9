/** Checks a database file while the main thread goes on: a large file takes seconds. Answers one message: what is wrong. */
import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { integrityProblems } from './ownership.ts';

const db = new BetterSqlite3(String(workerData), { readonly: true, fileMustExist: true });
try {
  parentPort?.postMessage(integrityProblems(db));
} catch (error) {
  // Too damaged to be looked through.
  if (!(error instanceof BetterSqlite3.SqliteError)) throw error;
  parentPort?.postMessage([error.message]);
} finally {
  db.close();
}
