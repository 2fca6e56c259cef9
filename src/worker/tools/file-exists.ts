import { lstat } from 'node:fs/promises';
import { type FileExistsArguments, type FileExistsResult, fileExists } from '../../shared/tools/file-exists.ts';
import { fileFailure } from '../files/file-failure.ts';
import { inFolderOf, resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, workerTool } from '../tool.ts';

export const fileExistsTool = workerTool(fileExists, exists);

async function exists({ path }: FileExistsArguments, context: ToolContext): Promise<FileExistsResult> {
  const file = await resolveInWorkspace(path, context);
  try {
    const entry = await inFolderOf(file, { create: false }, (folder, name) => lstat(folder.at(name)));
    return entry.isFile() ? { exists: true, size: entry.size } : { exists: false, size: 0 };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { exists: false, size: 0 };
    throw fileFailure('looked for', file.path, error);
  }
}
