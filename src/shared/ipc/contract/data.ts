/** The tables flows have written, and the files of the workspace. */
import { z } from 'zod';
import { filePreview, tablePage, tableSeries, userTable, workspaceEntry } from '../../domain/data.ts';
import { nothing } from './common.ts';

const table = z.string().min(1).max(200);
const path = z.string().min(1).max(4_000);
const filtered = z.object({ table, search: z.string().max(500).default('') }).strict();

export const dataChannels = {
  'tables:list': { request: nothing, response: z.array(userTable) },
  'tables:rows': {
    request: filtered.extend({
      orderBy: z.string().max(200).nullable(),
      descending: z.boolean(),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    response: tablePage,
  },
  'tables:series': { request: z.object({ table, column: z.string().max(200) }).strict(), response: tableSeries },
  /** Asks where to, and writes it as CSV; null when the user thought better of it. */
  'tables:export': { request: filtered, response: z.object({ file: z.string().nullable(), rows: z.number() }) },
  'files:list': { request: z.object({ folder: path }).strict(), response: z.array(workspaceEntry) },
  'files:preview': { request: z.object({ path }).strict(), response: filePreview },
  /** Shows it in the desktop's file manager; nothing is opened or run. */
  'files:show': { request: z.object({ path }).strict(), response: nothing },
} as const;
