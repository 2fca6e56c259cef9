import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { toolFailure } from '../tool.ts';
import { fileFailure } from './file-failure.ts';
import { inFolderOf, type WorkspaceFile } from './workspace.ts';

// O_NONBLOCK: opening a named pipe must not hang the call.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of a file of at most `most` bytes. `tooLarge`: what to say of a larger one. */
export async function readWhole(file: WorkspaceFile, most: number, tooLarge: string): Promise<Buffer> {
  try {
    const handle: FileHandle = await inFolderOf(file, { create: false }, (folder, name) =>
      open(folder.at(name), FLAGS),
    );
    try {
      const entry = await handle.stat();
      if (!entry.isFile())
        throw toolFailure('Tool.NotAFile', `${file.path} is not a file that can be read.`, { path: file.path });
      if (entry.size > most) throw toolFailure('Tool.TooLarge', tooLarge, { path: file.path, size: entry.size });
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFailure('read', file.path, error);
  }
}
