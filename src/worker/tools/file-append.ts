import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
      const begunAt = await sizeWhenBegun(size, context);
      if (begunAt !== null && (await holds(handle, bytes, { from: begunAt, to: size })))
        return { path: file.path, size };
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

/**
 * How large the file was when this step first began to append; null when it begins now. The note of it is durable before anything is
 * appended, so that after a crash the text is looked for where this step would have put it, whatever others have appended before and
 * since. It lies among the pages, and goes with the old ones.
 */
async function sizeWhenBegun(size: number, { idempotencyKey, pagesDir }: ToolContext): Promise<number | null> {
  const note = join(pagesDir, createHash('sha256').update(`append ${idempotencyKey}`).digest('hex'));
  const noted = /^(\d+)\n$/.exec(await readFile(note, 'utf8').catch(() => ''));
  if (noted) return Number(noted[1]);
  await mkdir(pagesDir, { recursive: true });
  await writeFile(note, `${size}\n`, { flush: true });
  return null;
}

async function holds(handle: FileHandle, bytes: Buffer, { from, to }: { from: number; to: number }): Promise<boolean> {
  if (to - from < bytes.length) return false;
  const added = Buffer.alloc(to - from);
  await handle.read(added, 0, added.length, from);
  return added.includes(bytes);
}
