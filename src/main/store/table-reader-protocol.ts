/** Between the main process and the one that reads the user tables for it. */
import { z } from 'zod';
import { jsonValue } from '../../shared/json.ts';
import { wireError } from '../../shared/wire-error.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const readRequest = z.object({
  id: z.string(),
  /** The user-tables file. */
  path: z.string(),
  sql: z.string(),
  parameters: z.array(scalar),
  /** What the statement may read: user tables by name. */
  tables: z.array(z.string()),
  /** Rows as values, or all of it as the text of a CSV file. */
  as: z.enum(['rows', 'csv']),
  maxRows: z.number(),
  maxBytes: z.number(),
});
export type ReadRequest = z.infer<typeof readRequest>;

export const readValue = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('rows'),
    columns: z.array(z.string()),
    rows: z.array(z.record(z.string(), jsonValue)),
    /** More rows there were than `maxRows`. */
    cut: z.boolean(),
  }),
  z.object({ as: z.literal('csv'), text: z.string(), rows: z.number() }),
]);
export type ReadValue = z.infer<typeof readValue>;

export const readAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('value'), id: z.string(), value: readValue }),
  z.object({ type: z.literal('failure'), id: z.string(), error: wireError }),
]);
export type ReadAnswer = z.infer<typeof readAnswer>;
