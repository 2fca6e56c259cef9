import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { shorten, templateWords } from './words.ts';

const fileAppendArguments = z.strictObject({
  path: filePath,
  text: z.string().describe('Exactly what is added at the end; give the line break yourself.'),
});
export type FileAppendArguments = z.infer<typeof fileAppendArguments>;

const fileAppendResult = z.object({ path: z.string(), size: z.number() });
export type FileAppendResult = z.infer<typeof fileAppendResult>;

export const fileAppend: ToolSpec<FileAppendArguments, FileAppendResult> = {
  name: 'file_append',
  description:
    'Adds text at the end of a file in the workspace folder, creating it when there is none, and gives {path, size in bytes}. Fails with Tool.OutsideWorkspace or Tool.TooLarge.',
  arguments: fileAppendArguments,
  result: fileAppendResult,
  effect: 'idempotent',
  runsIn: 'worker',
  needs: ({ path }) => ({ paths: [path] }),
  describe: (args) => [
    { kind: 'text', text: 'Append to the file ' },
    { kind: 'value', text: templateWords(args.path) },
  ],
  may: (limits) => foldersWords('append to files in', limits),
  effectSummary: ({ path, text }) => `append to ${path}: ${shorten(text)}`,
  preview: ({ path }) => ({ path, size: 0 }),
};
