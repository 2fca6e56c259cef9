import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { FILE_MAX_LISTED } from '../../shared/tools/file-limits.ts';
import { type FileListArguments, type FileListResult, fileList } from '../../shared/tools/file-list.ts';
import { absent, fileFailure } from '../files/file-failure.ts';
import { globMatcher, isDeepGlob } from '../files/glob.ts';
import { type HeldFolder, holdFolder } from '../files/held-folder.ts';
import { resolveInWorkspace, type WorkspaceFile } from '../files/workspace.ts';
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
    for (const entry of await entriesOf(root, below)) {
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
  const files: (FileListResult['files'][number] | null)[] = [];
  for (const path of found.sort()) files.push(await describeFile(root, path));
  return { files: files.filter((file) => file !== null) };
}

async function entriesOf(root: WorkspaceFile, below: string): Promise<Dirent[]> {
  const shown = root.path;
  try {
    return await inFolder(root, below, (folder) => readdir(folder.at(), { withFileTypes: true }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder that was removed since it was listed holds nothing.
    if (code === 'ENOENT' && below !== '') return [];
    if (code === 'ENOENT') throw toolFailure('Tool.NotFound', `There is no folder ${shown}.`, { path: shown });
    if (code === 'ENOTDIR') throw toolFailure('Tool.NotFound', `${shown} is a file, not a folder.`, { path: shown });
    throw fileFailure('listed', shown, error);
  }
}

/** Null when it was removed since it was listed. */
async function describeFile(root: WorkspaceFile, path: string): Promise<FileListResult['files'][number] | null> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  try {
    const entry = await inFolder(root, parts.join('/'), (folder) => lstat(folder.at(name)));
    return {
      path: root.path === '.' ? path : `${root.path}/${path}`,
      size: entry.size,
      modifiedAt: entry.mtime.toISOString(),
    };
  } catch (error) {
    return absent(error as NodeJS.ErrnoException);
  }
}

async function inFolder<T>(
  { root, real }: WorkspaceFile,
  below: string,
  work: (folder: HeldFolder) => Promise<T>,
): Promise<T> {
  const parts = [real === '.' ? '' : real, below].flatMap((path) => path.split('/')).filter((part) => part !== '');
  const folder = await holdFolder(root, parts, false);
  try {
    return await work(folder);
  } finally {
    await folder.close();
  }
}
