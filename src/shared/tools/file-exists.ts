import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const fileExistsArguments = z.strictObject({ path: filePath });
export type FileExistsArguments = z.infer<typeof fileExistsArguments>;

const fileExistsResult = z.object({ exists: z.boolean(), size: z.number() });
export type FileExistsResult = z.infer<typeof fileExistsResult>;

export const fileExists: ToolSpec<FileExistsArguments, FileExistsResult> = {
  name: 'file_exists',
  description:
    'Says whether there is a file of this name in the workspace folder: {exists, size in bytes}. A folder does not count as a file. Fails with Tool.OutsideWorkspace.',
  arguments: fileExistsArguments,
  result: fileExistsResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: ({ path }) => ({ paths: [path] }),
  describe: (args) => [
    { kind: 'text', text: 'See whether the file ' },
    { kind: 'value', text: templateWords(args.path) },
    { kind: 'text', text: ' exists' },
  ],
  may: (limits) => foldersWords('look in', limits),
  effectSummary: () => null,
  preview: () => null,
};
