import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { type FileAppendArguments, type FileAppendResult, fileAppend } from '../../shared/tools/file-append.ts';
import { FILE_MAX_APPENDED_BYTES, FILE_MAX_TEXT_BYTES } from '../../shared/tools/file-limits.ts';
import { Change } from '../files/change.ts';
import { absent, fileFailure } from '../files/file-failure.ts';
import type { HeldFolder } from '../files/held-folder.ts';
import { inFolderOf, resolveInWorkspace, type WorkspaceFile } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

// The path has its links resolved: a link found at the last moment was put there since, and is not followed.
const FLAGS =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  // Opening a named pipe must not hang the call.
  (constants.O_NONBLOCK ?? 0);
const MAX_TRIES = 5;

export const fileAppendTool = workerTool(fileAppend, appendToFile);

async function appendToFile({ path, text }: FileAppendArguments, context: ToolContext): Promise<FileAppendResult> {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > FILE_MAX_TEXT_BYTES)
    throw toolFailure(
      'Tool.TooLarge',
      `The text for ${path} is larger than ${FILE_MAX_TEXT_BYTES} bytes: append it in parts.`,
      { path, size: bytes.length },
    );
  const file = await resolveInWorkspace(path, context);
  try {
    return await inFolderOf(file, { create: true }, async (folder, name) => {
      for (let tries = 1; ; tries++) {
        const result = await append(file, bytes, folder, name, context);
        if (result !== null) return result;
        if (tries === MAX_TRIES)
          throw toolFailure('Tool.Busy', `${file.path} is being written by another program. Try again.`, {
            path: file.path,
          });
      }
    });
  } catch (error) {
    throw fileFailure('appended to', file.path, error);
  }
}

/** Null when the file grew between the note and the append: the note would tell another place. */
async function append(
  file: WorkspaceFile,
  bytes: Buffer,
  folder: HeldFolder,
  name: string,
  context: ToolContext,
): Promise<FileAppendResult | null> {
  const change = new Change(fileAppend.name, context);
  const entry = await lstat(folder.at(name)).catch(absent);
  if (entry !== null && !entry.isFile())
    throw toolFailure('Tool.NotAFile', `${file.path} is not a file that can be appended to.`, { path: file.path });
  const offset = entry?.size ?? 0;
  if (offset + bytes.length > FILE_MAX_APPENDED_BYTES)
    throw toolFailure(
      'Tool.TooLarge',
      `${file.path} would grow past ${FILE_MAX_APPENDED_BYTES} bytes: append to another file.`,
      { path: file.path, size: offset },
    );
  const result = { path: file.path, size: offset + bytes.length };
  let handle: FileHandle | undefined;
  let begun = false;
  try {
    await change.keepText(bytes);
    await change.begin({
      kind: 'append',
      path: file.real,
      existed: entry !== null,
      offset,
      appended: { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length },
      result,
    });
    handle = await open(folder.at(name), FLAGS, 0o666);
    if ((await handle.stat()).size !== offset) {
      await change.abandon();
      return null;
    }
    begun = true;
    await handle.appendFile(bytes);
    await handle.sync();
    await change.done();
    return result;
  } catch (error) {
    // Once begun, a part of the text may be in the file: the note stays, and whoever settles it takes that part out again.
    if (!begun) await change.abandon();
    throw error;
  } finally {
    await handle?.close();
  }
}
