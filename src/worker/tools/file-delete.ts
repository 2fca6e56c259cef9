import { lstat, rename, unlink } from 'node:fs/promises';
import { type FileDeleteArguments, type FileDeleteResult, fileDelete } from '../../shared/tools/file-delete.ts';
import { Change, copyDurably, digestOf } from '../files/change.ts';
import { fileFailure } from '../files/file-failure.ts';
import { inFolderOf, resolveInWorkspace, type WorkspaceFile } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

export const fileDeleteTool = workerTool(fileDelete, deleteFile);

async function deleteFile({ path }: FileDeleteArguments, context: ToolContext): Promise<FileDeleteResult> {
  const file = await resolveInWorkspace(path, context);
  if (file.isLink)
    throw toolFailure('Tool.NotAFile', `${file.path} is a link, not a file: name the file it leads to.`, { path });
  try {
    return await inFolderOf(file, { create: false }, (folder, name) => putIntoTrash(file, folder.at(name), context));
  } catch (error) {
    throw fileFailure('deleted', file.path, error);
  }
}

async function putIntoTrash(file: WorkspaceFile, place: string, context: ToolContext): Promise<FileDeleteResult> {
  if (!(await lstat(place)).isFile())
    throw toolFailure('Tool.NotAFile', `${file.path} is not a file that can be deleted.`, { path: file.path });
  const change = new Change(fileDelete.name, context);
  const kept = await change.deletedPlace();
  const result = { path: file.path };
  const details = { kind: 'delete' as const, path: file.real, before: null, result };
  await change.begin({ ...details, copied: false });
  let copied = false;
  let isGone = false;
  try {
    try {
      await rename(place, kept);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      copied = true;
      await change.begin({ ...details, copied });
      const { mtimeMs, size } = await lstat(place);
      await copyDurably(place, kept);
      const now = await lstat(place);
      if (now.mtimeMs !== mtimeMs || now.size !== size)
        throw toolFailure('Tool.Busy', `${file.path} is being written by another program. Try again.`, {
          path: file.path,
        });
      await unlink(place);
    }
    isGone = true;
    await change.done({ ...details, copied, before: await digestOf(kept) });
    return result;
  } catch (error) {
    if (!isGone) await change.abandon();
    throw error;
  }
}
