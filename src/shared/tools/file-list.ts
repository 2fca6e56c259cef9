import { z } from 'zod';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { templateWords } from './words.ts';

const fileListArguments = z.strictObject({
  folder: filePath.default('.').describe('The folder, relative to the workspace folder; all of it when left out.'),
  pattern: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Only files whose path in the folder matches: * for part of a name, ? for one character, ** for any folders.',
    ),
});
export type FileListArguments = z.infer<typeof fileListArguments>;

const fileListResult = z.object({
  /** Sorted by path; paths are relative to the workspace folder. */
  files: z.array(z.object({ path: z.string(), size: z.number(), modifiedAt: z.string() })),
});
export type FileListResult = z.infer<typeof fileListResult>;

export const fileList: ToolSpec<FileListArguments, FileListResult> = {
  name: 'file_list',
  description:
    'Lists the files directly in a folder of the workspace, or below it with ** in the pattern: {files: [{path, size, modifiedAt}]}. Fails with Tool.NotFound, Tool.TooLarge (over 1000 files) or Tool.OutsideWorkspace.',
  arguments: fileListArguments,
  result: fileListResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: ({ folder }) => ({ paths: [folder] }),
  describe: (args) => [
    {
      kind: 'text',
      text: args.pattern === undefined ? 'List the files in ' : `List the files ${templateWords(args.pattern)} in `,
    },
    {
      kind: 'value',
      text: args.folder === undefined || args.folder === '.' ? 'the workspace folder' : templateWords(args.folder),
    },
  ],
  may: (limits) => foldersWords('list', limits),
  effectSummary: () => null,
  preview: () => null,
};
