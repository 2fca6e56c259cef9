import { constants } from 'node:fs';
import { copyFile, link, lstat, rename, rm, unlink } from 'node:fs/promises';
import { type FileMoveArguments, type FileMoveResult, fileMove } from '../../shared/tools/file-move.ts';
import { Change, cannotLink, digestOf } from '../files/change.ts';
import { absent, fileFailure } from '../files/file-failure.ts';
import { inFolderOf, resolveInWorkspace, type WorkspaceFile } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

export const fileMoveTool = workerTool(fileMove, moveFile);

async function moveFile({ path, to }: FileMoveArguments, context: ToolContext): Promise<FileMoveResult> {
  const from = await resolveInWorkspace(path, context);
  const target = await resolveInWorkspace(to, context);
  if (from.isLink)
    throw toolFailure('Tool.NotAFile', `${from.path} is a link, not a file: name the file it leads to.`, { path });
  try {
    return await inFolderOf(from, { create: false }, (fromFolder, fromName) =>
      inFolderOf(target, { create: true }, (toFolder, toName) =>
        moveEntry({ from, target, source: fromFolder.at(fromName), place: toFolder.at(toName) }, context),
      ),
    );
  } catch (error) {
    throw fileFailure('moved', from.path, error);
  }
}

interface Move {
  from: WorkspaceFile;
  target: WorkspaceFile;
  /** What node:fs is given for the two. */
  source: string;
  place: string;
}

async function moveEntry({ from, target, source, place }: Move, context: ToolContext): Promise<FileMoveResult> {
  if (!(await lstat(source)).isFile())
    throw toolFailure('Tool.NotAFile', `${from.path} is not a file that can be moved.`, { path: from.path });
  if (target.isLink || (await lstat(place).catch(absent)) !== null) throw exists(target.path);
  const change = new Change(fileMove.name, context);
  const result = { path: from.path, to: target.path };
  const content = await digestOf(source, context.signal);
  await change.begin({ kind: 'move', path: from.real, to: target.real, content, result });
  try {
    await linkOrCopy(source, place, `.${change.id}.tmp`);
  } catch (error) {
    await change.abandon();
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? exists(target.path) : error;
  }
  await unlink(source);
  await change.done();
  return result;
}

/** A link is refused where something is already, in the same moment; a copy has to look first. */
async function linkOrCopy(source: string, place: string, temporaryName: string): Promise<void> {
  try {
    return await link(source, place);
  } catch (error) {
    if (!cannotLink(error)) throw error;
  }
  const temporary = place.replace(/[^/\\]+$/, temporaryName);
  await rm(temporary, { force: true });
  try {
    await copyFile(source, temporary, constants.COPYFILE_FICLONE);
    if ((await lstat(place).catch(absent)) !== null)
      throw Object.assign(new Error('there is something already'), { code: 'EEXIST' });
    await rename(temporary, place);
  } finally {
    await rm(temporary, { force: true });
  }
}

function exists(path: string) {
  return toolFailure('Tool.Exists', `There is already something at ${path}: move to another name.`, { path });
}
