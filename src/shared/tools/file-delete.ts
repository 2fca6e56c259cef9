import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const fileDeleteArguments = z.strictObject({ path: filePath });
export type FileDeleteArguments = z.infer<typeof fileDeleteArguments>;

const fileDeleteResult = z.object({ path: z.string() });
export type FileDeleteResult = z.infer<typeof fileDeleteResult>;

export const fileDelete: ToolSpec<FileDeleteArguments, FileDeleteResult> = {
  name: 'file_delete',
  description:
    'Puts a file of the workspace folder into the trash, from which the user can bring it back for a while, and gives {path}. Fails with Tool.NotFound or Tool.OutsideWorkspace.',
  arguments: fileDeleteArguments,
  result: fileDeleteResult,
  effect: 'idempotent',
  runsIn: 'worker',
  needs: ({ path }) => ({ paths: [path] }),
  describe: (args) => [
    { kind: 'text', text: 'Put the file ' },
    { kind: 'value', text: templateWords(args.path) },
    { kind: 'text', text: ' into the trash' },
  ],
  may: (limits) => foldersWords('delete files in', limits),
  effectSummary: ({ path }) => `put ${path} into the trash`,
  preview: ({ path }) => ({ path }),
};
