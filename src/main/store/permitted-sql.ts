/**
 * Whether a statement only reads, and only what it may. SQLite's own answer for that, the authorizer, is not in reach of Node;
 * the compiled program is (https://www.sqlite.org/opcode.html): `EXPLAIN` names every b-tree it opens and every function it calls,
 * without running it.
 *
 * Q1 One statement that begins with SELECT, WITH or VALUES and that SQLite itself says only reads: so no ATTACH, no PRAGMA.
 * Q2 Every b-tree it opens belongs to one of the tables it may read: not the schema, the receipts, another flow's table.
 * Q3 No virtual table (`pragma_…`, `dbstat`, full text), and only functions of the list.
 */
import type BetterSqlite3 from 'better-sqlite3';
import { MajordomoError } from '../../shared/errors.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { functionsOfQueries } from './query-functions.ts';

interface Opcode {
  opcode: string;
  p2: number;
  p3: number;
  p4: string | null;
}

/** Opens the table or index whose first page is `p2` of the database number `p3`. */
const opensTree = new Set(['OpenRead', 'OpenWrite', 'ReopenIdx']);
const callsFunction = new Set(['Function', 'PureFunc', 'AggStep', 'AggStep1', 'AggInverse', 'AggValue', 'AggFinal']);
/** None of them is in a program that only reads rows. */
const neverNeeded = new Set([
  'AutoCommit',
  'Checkpoint',
  'Clear',
  'CreateBtree',
  'Destroy',
  'Expire',
  'IncrVacuum',
  'JournalMode',
  'LoadAnalysis',
  'ParseSchema',
  'Program',
  'ReadCookie',
  'Savepoint',
  'SetCookie',
  'SqlExec',
  'TableLock',
  'Vacuum',
]);

/** @throws MajordomoError `Tool.BadQuery` when SQLite cannot read it, `Worker.NotGranted` when it reads what it may not */
export function permittedStatement(
  db: BetterSqlite3.Database,
  sql: string,
  tables: readonly string[],
  parameters: readonly (string | number | null)[],
): BetterSqlite3.Statement {
  if (!/^(select|with|values)\b/i.test(withoutLeadingComments(sql)))
    throw badQuery('A query begins with SELECT, WITH or VALUES.');
  let statement: BetterSqlite3.Statement;
  let program: Opcode[];
  try {
    statement = db.prepare(sql);
    program = db.prepare<unknown[], Opcode>(`EXPLAIN ${sql}`).all(...parameters);
  } catch (error) {
    throw badQuery(`The query cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (!statement.readonly || !statement.reader) throw badQuery('A query only reads: it cannot change anything.');
  const owners = treesOf(db);
  const allowed = new Set(tables.map((name) => name.toLowerCase()));
  for (const step of program) assertStep(step, owners, allowed);
  return statement;
}

function assertStep({ opcode, p2, p3, p4 }: Opcode, owners: ReadonlyMap<number, string>, allowed: ReadonlySet<string>) {
  if (opensTree.has(opcode)) {
    const owner = p3 === 0 ? owners.get(p2) : undefined;
    if (owner === undefined || /^(sqlite_|_majordomo)/i.test(owner))
      throw notGranted('The query reads something that is not a table of the user.');
    if (!allowed.has(owner.toLowerCase()))
      throw notGranted(
        `The query reads the table ${owner}, which it does not name: add it to 'tables', and to the plan if it is not granted.`,
      );
  }
  if (/^V[A-Z]/.test(opcode))
    throw badQuery('The query uses a table-valued function or a virtual table. Use tables of the user only.');
  if (callsFunction.has(opcode)) {
    const name = (p4 ?? '').replace(/\(.*$/, '').toLowerCase();
    if (!functionsOfQueries.has(name)) {
      const near = nearestName(name, [...functionsOfQueries]);
      throw badQuery(`A query may not use the function ${name}.${near === null ? '' : ` Did you mean ${near}?`}`);
    }
  }
  if (neverNeeded.has(opcode)) throw badQuery('A query only reads: it cannot change anything.');
}

/** First page -> the table it belongs to, also of an index. */
function treesOf(db: BetterSqlite3.Database): Map<number, string> {
  const rows = db
    .prepare<[], { tbl_name: string; rootpage: number }>(
      'SELECT tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0',
    )
    .all();
  return new Map(rows.map(({ tbl_name: table, rootpage }) => [rootpage, table]));
}

function withoutLeadingComments(sql: string): string {
  return sql.replace(/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '');
}

function badQuery(message: string): MajordomoError {
  return new MajordomoError({ code: 'Tool.BadQuery', message });
}

function notGranted(message: string): MajordomoError {
  return new MajordomoError({ code: 'Worker.NotGranted', message });
}
