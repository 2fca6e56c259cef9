import { z } from 'zod';
import { jsonObject } from '../json.ts';

export const userTable = z.object({ name: z.string(), rows: z.number() });
export type UserTable = z.infer<typeof userTable>;

/** A part of a table, in the order and with the filter that were asked for. */
export const tablePage = z.object({
  columns: z.array(z.string()),
  /** Columns that hold numbers, which can be drawn over time. */
  numeric: z.array(z.string()),
  rows: z.array(jsonObject),
  /** Rows that pass the filter. */
  total: z.number(),
});
export type TablePage = z.infer<typeof tablePage>;

/** A number of a table over time, thinned to what a chart can show: each point stands for a stretch of rows. */
export const tableSeries = z.object({
  /** Where the time comes from; null when no column holds times: then the points are equally far apart. */
  timeColumn: z.string().nullable(),
  points: z.array(z.object({ atMs: z.number(), value: z.number(), low: z.number(), high: z.number() })),
});
export type TableSeries = z.infer<typeof tableSeries>;

export const workspaceEntry = z.object({
  /** Relative to the workspace folder, with `/`. */
  path: z.string(),
  name: z.string(),
  kind: z.enum(['file', 'folder']),
  size: z.number(),
  modifiedAtMs: z.number(),
});
export type WorkspaceEntry = z.infer<typeof workspaceEntry>;

/** The beginning of a text file; null where it is none. */
export const filePreview = z.object({
  path: z.string(),
  size: z.number(),
  text: z.string().nullable(),
  whole: z.boolean(),
});
export type FilePreview = z.infer<typeof filePreview>;
