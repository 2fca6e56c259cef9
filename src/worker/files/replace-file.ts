import { createHash } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { type ToolContext, toolFailure } from '../tool.ts';
import { Change } from './change.ts';
import { absent, fileFailure } from './file-failure.ts';
import type { HeldFolder } from './held-folder.ts';
import { inFolderOf, type WorkspaceFile } from './workspace.ts';

/** Gives a file this content, whole or not at all, with its folders where they are missing; noted as a change of the `tool`. */
export async function replaceFile(
  file: WorkspaceFile,
  bytes: Buffer,
  tool: string,
  context: ToolContext,
): Promise<{ path: string; size: number }> {
  try {
    return await inFolderOf(file, { create: true }, (folder, name) =>
      replaceIn(folder, name, file, bytes, new Change(tool, context)),
    );
  } catch (error) {
    throw fileFailure('written', file.path, error);
  }
}

async function replaceIn(
  folder: HeldFolder,
  name: string,
  file: WorkspaceFile,
  bytes: Buffer,
  change: Change,
): Promise<{ path: string; size: number }> {
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
