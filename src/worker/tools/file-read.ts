import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { FILE_MAX_READ_BYTES } from '../../shared/tools/file-limits.ts';
import { type FileReadArguments, type FileReadResult, fileRead } from '../../shared/tools/file-read.ts';
import { fileFailure } from '../files/file-failure.ts';
import { inFolderOf, resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

// O_NONBLOCK: opening a named pipe must not hang the call.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export const fileReadTool = workerTool(fileRead, readFile);

async function readFile({ path }: FileReadArguments, context: ToolContext): Promise<FileReadResult> {
  const file = await resolveInWorkspace(path, context);
  try {
    const handle = await inFolderOf(file, { create: false }, (folder, name) => open(folder.at(name), FLAGS));
    try {
      const entry = await handle.stat();
      if (!entry.isFile())
        throw toolFailure('Tool.NotAFile', `${file.path} is not a file that can be read.`, { path: file.path });
      if (entry.size > FILE_MAX_READ_BYTES)
        throw toolFailure(
          'Tool.TooLarge',
          `${file.path} is larger than ${FILE_MAX_READ_BYTES} bytes: read a smaller file.`,
          { path: file.path, size: entry.size },
        );
      const bytes = await handle.readFile();
      if (bytes.includes(0)) throw toolFailure('Tool.NotText', `${file.path} is not a text file.`, { path: file.path });
      return { text: new TextDecoder('utf-8').decode(bytes) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFailure('read', file.path, error);
  }
}
