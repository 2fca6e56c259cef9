import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const fileMoveArguments = z.strictObject({
  path: filePath,
  to: filePath.describe('Its new path, relative to the workspace folder; nothing may be there yet.'),
});
export type FileMoveArguments = z.infer<typeof fileMoveArguments>;

const fileMoveResult = z.object({ path: z.string(), to: z.string() });
export type FileMoveResult = z.infer<typeof fileMoveResult>;

export const fileMove: ToolSpec<FileMoveArguments, FileMoveResult> = {
  name: 'file_move',
  description:
    'Moves or renames a file in the workspace folder, creating folders as needed, and gives {path, to}. Never replaces a file: fails with Tool.Exists when there is one. Also fails with Tool.NotFound or Tool.OutsideWorkspace.',
  arguments: fileMoveArguments,
  result: fileMoveResult,
  effect: 'idempotent',
  runsIn: 'worker',
  needs: ({ path, to }) => ({ paths: [path, to] }),
  describe: (args) => [
    { kind: 'text', text: 'Move the file ' },
    { kind: 'value', text: templateWords(args.path) },
    { kind: 'text', text: ' to ' },
    { kind: 'value', text: templateWords(args.to) },
  ],
  may: (limits) => foldersWords('move files in', limits),
  effectSummary: ({ path, to }) => `move ${path} to ${to}`,
  preview: ({ path, to }) => ({ path, to }),
};
