/**
 * Who works on a database now. Each owner takes the next number (epoch) and every commit of its journal checks that the number is
 * still its own: an owner that was believed dead, and came back, cannot write into its successor's work.
 */
import { MajordomoError } from '../../shared/errors.ts';
import { asStoreError, corruptError, type Database } from './database.ts';
import { changeOne, one, sql } from './sql.ts';

export interface Ownership {
  epoch: number;
  /** The owner before did not end in order: crash, kill, power cut. */
  afterUncleanEnd: boolean;
  /** The file was not checked yet, since only a process had died: whoever owns it checks it when there is time. */
  checkLater: boolean;
}

/**
 * Takes the next number. After an unclean end the database is checked: at once when the machine itself may have gone down, since
 * then pages of the file can be lost; later when it runs since before that end, since then the system still had all that was written.
 * @param machineStart names this run of the machine; null when it is not known
 * @throws MajordomoError `Store.Corrupt`
 */
export function beginOwnership(db: Database, machineStart: string | null = null): Ownership {
  try {
    const before = one<{ epoch: number; open: number; machineStart: string | null }>(
      db,
      'SELECT epoch, open, machine_start AS machineStart FROM owner',
    );
    const afterUncleanEnd = before?.open === 1;
    const checkLater = afterUncleanEnd && machineStart !== null && before.machineStart === machineStart;
    if (afterUncleanEnd && !checkLater) checkIntegrity(db);
    changeOne(db, 'UPDATE owner SET epoch = epoch + 1, open = 1, machine_start = ?', machineStart);
    return { epoch: (before?.epoch ?? 0) + 1, afterUncleanEnd, checkLater };
  } catch (error) {
    throw asStoreError(error, db.name);
  }
}

/** The owner ends in order. Changes nothing when another one has taken over. */
export function endOwnership(db: Database, epoch: number): void {
  sql(db, 'UPDATE owner SET open = 0 WHERE epoch = ?').run(epoch);
}

/** Inside a transaction, before it writes. @throws MajordomoError `Store.OwnerLost` */
export function assertOwner(db: Database, epoch: number): void {
  const row = one<{ epoch: number }>(db, 'SELECT epoch FROM owner');
  if (row?.epoch === epoch) return;
  throw new MajordomoError({
    code: 'Store.OwnerLost',
    message: 'Another Majordomo has taken over this data directory; this one writes nothing more to it. Quit it.',
    data: { epoch },
  });
}

/** @throws MajordomoError `Store.Corrupt` */
export function checkIntegrity(db: Database): void {
  const found = integrityProblems(db);
  if (found.length > 0) throw corruptError(db.name, found.join('; '));
}

/** What SQLite finds wrong with the file, the first five; empty when it is sound. */
export function integrityProblems(db: Database): string[] {
  const problems = db.pragma('quick_check(5)') as Array<{ quick_check: string }>;
  return problems.map(({ quick_check: problem }) => problem).filter((problem) => problem !== 'ok');
}
