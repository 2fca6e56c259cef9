import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { shorten, templateWords } from './words.ts';

const fileWriteArguments = z.strictObject({
  path: filePath,
  text: z.string().describe('The whole content; what the file had before is replaced.'),
});
export type FileWriteArguments = z.infer<typeof fileWriteArguments>;

const fileWriteResult = z.object({ path: z.string(), size: z.number() });
export type FileWriteResult = z.infer<typeof fileWriteResult>;

export const fileWrite: ToolSpec<FileWriteArguments, FileWriteResult> = {
  name: 'file_write',
  description:
    'Writes a text file in the workspace folder, whole or not at all, creating folders as needed, and gives {path, size in bytes}. Fails with Tool.OutsideWorkspace or Tool.TooLarge.',
  arguments: fileWriteArguments,
  result: fileWriteResult,
  effect: 'idempotent',
  runsIn: 'worker',
  needs: ({ path }) => ({ paths: [path] }),
  describe: (args) => [
    { kind: 'text', text: 'Write the file ' },
    { kind: 'value', text: templateWords(args.path) },
  ],
  may: (limits) => foldersWords('write in', limits),
  effectSummary: ({ path, text }) => `write ${path}: ${shorten(text)}`,
  preview: ({ path }) => ({ path, size: 0 }),
};
