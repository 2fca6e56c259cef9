import { z } from 'zod';

/** Names of user tables and their columns. They are quoted in SQL as well; the rule keeps them readable and portable. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const RESERVED = /^(sqlite_|_majordomo)/i;
const RULE = 'a name is up to 63 letters, digits and _, and starts with a letter or _';

function identifier(what: string, reserved: RegExp) {
  return z
    .string()
    .regex(IDENTIFIER, `is not a ${what}: ${RULE}`)
    .refine(
      (name) => !reserved.test(name),
      `is a reserved ${what}: choose one that does not start with sqlite_ or _majordomo`,
    );
}

export const tableName = identifier('table name', RESERVED);
/** `_rowid_` is how the store reaches the row's own number, so no column may hide it. */
export const columnName = identifier('column name', /^(sqlite_|_majordomo|_rowid_$)/i);
