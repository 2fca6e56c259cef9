/**
 * Who works on a database now. Each owner takes the next number (epoch), and every row that its connection writes, changes or deletes
 * is checked against it: an owner that was believed dead, and came back, cannot write into its successor's work.
 */
import { MajordomoError } from '../../shared/errors.ts';
import { asStoreError, corruptError, type Database } from './database.ts';
import { all, changeOne, one, sql } from './sql.ts';

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
    const epoch = (before?.epoch ?? 0) + 1;
    fenceOff(db, epoch);
    return { epoch, afterUncleanEnd, checkLater };
  } catch (error) {
    throw asStoreError(error, db.name);
  }
}

/** The owner ends in order. Changes nothing when another one has taken over. */
export function endOwnership(db: Database, epoch: number): void {
  sql(db, 'UPDATE owner SET open = 0 WHERE epoch = ?').run(epoch);
}

/**
 * Temporary triggers belong to this connection alone: no statement of the app, present or to come, has to remember the check.
 * Whatever writes throws MajordomoError `Store.OwnerLost` once the number is another's.
 */
function fenceOff(db: Database, epoch: number): void {
  db.function('owner_lost', () => {
    throw new MajordomoError({
      code: 'Store.OwnerLost',
      message: 'Another Majordomo has taken over this data directory; this one writes nothing more to it. Quit it.',
      data: { epoch },
    });
  });
  const tables = all<{ name: string }>(
    db,
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'owner'`,
  );
  db.transaction(() => {
    for (const { name } of tables)
      for (const change of ['INSERT', 'UPDATE', 'DELETE'])
        db.exec(
          `DROP TRIGGER IF EXISTS temp."${name} ${change}";
           CREATE TEMP TRIGGER "${name} ${change}" BEFORE ${change} ON main."${name}"
           WHEN (SELECT epoch FROM main.owner) <> ${epoch} BEGIN SELECT owner_lost(); END`,
        );
  })();
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
