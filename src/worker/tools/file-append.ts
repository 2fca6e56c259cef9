import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type FileAppendArguments, type FileAppendResult, fileAppend } from '../../shared/tools/file-append.ts';
import { FILE_MAX_APPENDED_BYTES, FILE_MAX_TEXT_BYTES } from '../../shared/tools/file-limits.ts';
import { fileFailure } from '../files/file-failure.ts';
import { resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

// The path has its links resolved: a link found at the last moment was put there since, and is not followed.
const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

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
    await mkdir(dirname(file.absolute), { recursive: true });
    const handle = await open(file.absolute, FLAGS, 0o666);
    try {
      const { size } = await handle.stat();
      if (context.recovering && (await endsWith(handle, size, bytes))) return { path: file.path, size };
      if (size + bytes.length > FILE_MAX_APPENDED_BYTES)
        throw toolFailure(
          'Tool.TooLarge',
          `${file.path} would grow past ${FILE_MAX_APPENDED_BYTES} bytes: append to another file.`,
          { path: file.path, size },
        );
      await handle.appendFile(bytes);
      await handle.sync();
      return { path: file.path, size: size + bytes.length };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFailure('appended to', file.path, error);
  }
}

async function endsWith(handle: FileHandle, size: number, bytes: Buffer): Promise<boolean> {
  if (bytes.length === 0 || size < bytes.length) return bytes.length === 0;
  const tail = Buffer.alloc(bytes.length);
  await handle.read(tail, 0, bytes.length, size - bytes.length);
  return tail.equals(bytes);
}
