import { createHash } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { FILE_MAX_TEXT_BYTES } from '../../shared/tools/file-limits.ts';
import { type FileWriteArguments, type FileWriteResult, fileWrite } from '../../shared/tools/file-write.ts';
import { Change } from '../files/change.ts';
import { absent, fileFailure } from '../files/file-failure.ts';
import type { HeldFolder } from '../files/held-folder.ts';
import { inFolderOf, resolveInWorkspace, type WorkspaceFile } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

export const fileWriteTool = workerTool(fileWrite, writeFile);

async function writeFile({ path, text }: FileWriteArguments, context: ToolContext): Promise<FileWriteResult> {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > FILE_MAX_TEXT_BYTES)
    throw toolFailure(
      'Tool.TooLarge',
      `The text for ${path} is larger than ${FILE_MAX_TEXT_BYTES} bytes: write it in parts.`,
      { path, size: bytes.length },
    );
  const file = await resolveInWorkspace(path, context);
  try {
    return await inFolderOf(file, { create: true }, (folder, name) => replace(file, bytes, folder, name, context));
  } catch (error) {
    throw fileFailure('written', file.path, error);
  }
}

async function replace(
  file: WorkspaceFile,
  bytes: Buffer,
  folder: HeldFolder,
  name: string,
  context: ToolContext,
): Promise<FileWriteResult> {
  const change = new Change(fileWrite.name, context);
  // Beside the file, so that the rename stays on one disk and is atomic; by the step's key, so that the next try finds and removes
  // what a crash has left of this one.
  const temporary = `.${change.id}.tmp`;
  const result = { path: file.path, size: bytes.length };
  let isInPlace = false;
  try {
    const entry = await lstat(folder.at(name)).catch(absent);
    if (entry !== null && !entry.isFile())
      throw toolFailure('Tool.NotAFile', `${file.path} is not a file that can be written.`, { path: file.path });
    await rm(folder.at(temporary), { force: true });
    const handle = await open(folder.at(temporary), 'wx', entry === null ? 0o666 : entry.mode & 0o777);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await folder.sync();
    await change.begin({
      kind: 'write',
      path: file.real,
      before: entry === null ? null : await change.keep(folder.at(name)),
      after: { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length },
      temporary,
      result,
    });
    await rename(folder.at(temporary), folder.at(name));
    isInPlace = true;
    await change.done();
    return result;
  } catch (error) {
    if (!isInPlace) {
      await change.abandon();
      await rm(folder.at(temporary), { force: true });
    }
    throw error;
  }
}
