import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_MAX_LISTED } from '../../shared/tools/file-limits.ts';
import { type FileListArguments, type FileListResult, fileList } from '../../shared/tools/file-list.ts';
import { fileFailure } from '../files/file-failure.ts';
import { globMatcher, isDeepGlob } from '../files/glob.ts';
import { resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

/** Entries looked at, matching or not: a bound on the work, not on the answer. */
const MAX_VISITED = 100_000;

export const fileListTool = workerTool(fileList, listFiles);

async function listFiles({ folder, pattern }: FileListArguments, context: ToolContext): Promise<FileListResult> {
  const root = await resolveInWorkspace(folder, context);
  const matches = pattern === undefined ? () => true : globMatcher(pattern);
  const found: string[] = [];
  const waiting = [''];
  let visited = 0;
  for (let below = waiting.shift(); below !== undefined; below = waiting.shift()) {
    context.signal.throwIfAborted();
    for (const entry of await entriesOf(join(root.absolute, below), root.path)) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (++visited > MAX_VISITED || found.length > FILE_MAX_LISTED)
        throw toolFailure(
          'Tool.TooLarge',
          `${root.path} holds too many files to list: name a folder below it or a narrower pattern.`,
          { path: root.path },
        );
      // Links are left out: where they lead may be outside the workspace.
      if (entry.isFile() && matches(path)) found.push(path);
      else if (entry.isDirectory() && pattern !== undefined && isDeepGlob(pattern)) waiting.push(path);
    }
  }
  const files = await Promise.all(found.sort().map((path) => describeFile(root.absolute, root.path, path)));
  return { files: files.filter((file) => file !== null) };
}

async function entriesOf(absolute: string, shown: string): Promise<Dirent[]> {
  try {
    return await readdir(absolute, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw toolFailure('Tool.NotFound', `There is no folder ${shown}.`, { path: shown });
    if (code === 'ENOTDIR') throw toolFailure('Tool.NotFound', `${shown} is a file, not a folder.`, { path: shown });
    throw fileFailure('listed', shown, error);
  }
}

/** Null when it was removed since it was listed. */
async function describeFile(
  root: string,
  folder: string,
  path: string,
): Promise<FileListResult['files'][number] | null> {
  const entry = await stat(join(root, path)).catch(() => null);
  return (
    entry && {
      path: folder === '.' ? path : `${folder}/${path}`,
      size: entry.size,
      modifiedAt: entry.mtime.toISOString(),
    }
  );
}
