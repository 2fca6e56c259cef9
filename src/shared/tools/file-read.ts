import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const fileReadArguments = z.strictObject({ path: filePath });
export type FileReadArguments = z.infer<typeof fileReadArguments>;

const fileReadResult = z.object({ text: z.string() });
export type FileReadResult = z.infer<typeof fileReadResult>;

export const fileRead: ToolSpec<FileReadArguments, FileReadResult> = {
  name: 'file_read',
  description:
    'Reads a text file (UTF-8, at most 1 MB) of the workspace folder and gives {text}. Fails with Tool.NotFound, Tool.NotText, Tool.TooLarge or Tool.OutsideWorkspace.',
  arguments: fileReadArguments,
  result: fileReadResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: ({ path }) => ({ paths: [path] }),
  describe: (args) => [
    { kind: 'text', text: 'Read the file ' },
    { kind: 'value', text: templateWords(args.path) },
  ],
  may: (limits) => foldersWords('read', limits),
  effectSummary: () => null,
  preview: () => null,
};
