import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FILE_MAX_TEXT_BYTES } from '../../shared/tools/file-limits.ts';
import { type FileWriteArguments, type FileWriteResult, fileWrite } from '../../shared/tools/file-write.ts';
import { fileFailure } from '../files/file-failure.ts';
import { resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

export const fileWriteTool = workerTool(fileWrite, writeFile);

async function writeFile({ path, text }: FileWriteArguments, context: ToolContext): Promise<FileWriteResult> {
  const size = Buffer.byteLength(text, 'utf8');
  if (size > FILE_MAX_TEXT_BYTES)
    throw toolFailure(
      'Tool.TooLarge',
      `The text for ${path} is larger than ${FILE_MAX_TEXT_BYTES} bytes: write it in parts.`,
      { path, size },
    );
  const file = await resolveInWorkspace(path, context);
  // Beside the file, so that the rename stays on one disk and is atomic; by the step's key, so that the next try finds and removes
  // what a crash has left of this one.
  const beside = join(
    dirname(file.absolute),
    `.${createHash('sha256').update(context.idempotencyKey).digest('hex').slice(0, 32)}.tmp`,
  );
  try {
    const before = await stat(file.absolute).catch(() => null);
    if (before?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    await mkdir(dirname(file.absolute), { recursive: true });
    await rm(beside, { force: true });
    const handle = await open(beside, 'wx', before === null ? 0o666 : before.mode & 0o777);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file.absolute);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw fileFailure('written', file.path, error);
  }
  return { path: file.path, size };
}
