import { z } from 'zod';
import type { ToolLimits } from '../domain/grant.ts';
import { jsonValue } from '../json.ts';
import { columnName } from './identifier.ts';
import { listWords } from './words.ts';

export const TABLE_MAX_COLUMNS_OF_A_ROW = 200;

/** A row as flows give it. Upper and lower case are one column, as SQLite has it. */
export const tableRow = z
  .record(columnName, jsonValue)
  .refine((row) => Object.keys(row).length > 0, 'is empty: give at least one column')
  .refine(
    (row) => Object.keys(row).length <= TABLE_MAX_COLUMNS_OF_A_ROW,
    `has too many columns: give at most ${TABLE_MAX_COLUMNS_OF_A_ROW}`,
  )
  .refine((row) => !namesTwice(Object.keys(row)), 'names a column twice: upper and lower case are the same column');

export function namesTwice(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size !== names.length;
}

/** "write to the tables a and b" */
export function tablesWords(verb: string, { tables }: ToolLimits): string {
  return tables?.length ? `${verb} the table${tables.length > 1 ? 's' : ''} ${listWords(tables)}` : `${verb} no table`;
}
