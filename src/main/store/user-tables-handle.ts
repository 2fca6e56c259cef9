/** The open user-tables file, readable or writable: a type of its own, so that it is never taken for the app's database. */
import type Database from 'better-sqlite3';

declare const userTables: unique symbol;
export type ReadableUserTables = Pick<Database.Database, 'prepare'> & { readonly [userTables]: true };
export type WritableUserTables = Database.Database & { readonly [userTables]: true };
