import { z } from 'zod';
import type { ToolLimits } from '../domain/grant.ts';
import { listWords } from './words.ts';

/** Text handed to one write or append, in bytes of UTF-8. */
export const FILE_MAX_TEXT_BYTES = 5_000_000;
/** A file that appends have filled; past it a flow should start another one. */
export const FILE_MAX_APPENDED_BYTES = 100_000_000;
/** Text read into a flow: results travel through the journal. */
export const FILE_MAX_READ_BYTES = 1_000_000;
export const FILE_MAX_LISTED = 1_000;

export const filePath = z
  .string()
  .min(1)
  .max(1_000)
  .refine((path) => !path.includes('\0'), 'contains a NUL character: leave it out')
  .describe('The file, relative to the workspace folder.');

/** "read the workspace folder", "write in the folders a and b". */
export function foldersWords(verb: string, { folders }: ToolLimits): string {
  if (!folders?.length) return `${verb} no folder`;
  if (folders.includes('.')) return `${verb} the workspace folder`;
  return `${verb} the folder${folders.length > 1 ? 's' : ''} ${listWords(folders)}`;
}
