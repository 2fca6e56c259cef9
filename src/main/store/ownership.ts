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
}

/** Takes the next number. After an unclean end the database is checked first. @throws MajordomoError `Store.Corrupt` */
export function beginOwnership(db: Database): Ownership {
  try {
    const before = one<{ epoch: number; open: number }>(db, 'SELECT epoch, open FROM owner');
    const afterUncleanEnd = before?.open === 1;
    if (afterUncleanEnd) checkIntegrity(db);
    changeOne(db, 'UPDATE owner SET epoch = epoch + 1, open = 1');
    return { epoch: (before?.epoch ?? 0) + 1, afterUncleanEnd };
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
  const problems = db.pragma('quick_check(5)') as Array<{ quick_check: string }>;
  const found = problems.map(({ quick_check: problem }) => problem).filter((problem) => problem !== 'ok');
  if (found.length > 0) throw corruptError(db.name, found.join('; '));
}
