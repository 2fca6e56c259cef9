/**
 * Files a script is given and files it leaves. The broker has checked their paths against the grant as they are written; here the disk
 * is asked: no link in any part of a path leads out of the workspace or of the granted folders.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readlink, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ToolLimits } from '../../shared/domain/grant.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { ScriptFile } from '../../shared/sandbox-protocol.ts';
import { isWithinFolder, workspaceRelative } from '../../shared/tools/workspace-path.ts';
import { scriptLimits } from './limits.ts';

export interface FileContext {
  workspaceDir: string;
  limits: ToolLimits;
  idempotencyKey: string;
}

/** @throws MajordomoError `Tool.OutsideWorkspace`, `Worker.NotGranted`, `Tool.NotFound`, `Tool.TooLarge`, `Tool.NotAFile` */
export async function readWorkspaceFiles(paths: readonly string[], context: FileContext): Promise<ScriptFile[]> {
  const files: ScriptFile[] = [];
  let left: number = scriptLimits.fileBytes;
  for (const path of paths) {
    const absolute = await resolveWorkspaceFile(path, context);
    const bytes = await readFile(absolute, path, left);
    left -= bytes.byteLength;
    files.push({ path: workspaceRelative(path, context.workspaceDir) ?? path, bytes });
  }
  return files;
}

/** Where the file really is, or would be. @throws as `readWorkspaceFiles` */
export async function resolveWorkspaceFile(path: string, { workspaceDir, limits }: FileContext): Promise<string> {
  const shown = workspaceRelative(path, workspaceDir);
  if (shown === null || shown === '.')
    throw failure(
      'Tool.OutsideWorkspace',
      `${path} is not a file in the workspace folder: give a path inside it.`,
      path,
    );
  const root = await realPathToBe(workspaceDir);
  const absolute = await realPathToBe(join(root, shown));
  const real = below(root, absolute);
  if (real === null)
    throw failure('Tool.OutsideWorkspace', `${path} leads out of the workspace folder through a link.`, path);
  const granted = await Promise.all(
    (limits.folders ?? []).map(async (folder) => {
      const inside = workspaceRelative(folder, workspaceDir);
      return inside === null ? null : below(root, await realPathToBe(join(root, inside)));
    }),
  );
  if (!granted.some((folder) => folder !== null && isWithinFolder(real, folder)))
    throw failure(
      'Worker.NotGranted',
      `The grant does not allow ${shown}: it allows ${limits.folders?.join(', ') || 'no folder'}. Add the folder to the plan and approve it again.`,
      path,
    );
  return absolute;
}

/** Whole or not at all, also when the machine stops in between. */
export async function writeWorkspaceFile(
  absolute: string,
  shown: string,
  bytes: Uint8Array,
  { idempotencyKey }: FileContext,
): Promise<void> {
  const name = createHash('sha256').update(`${idempotencyKey}:${shown}`).digest('hex').slice(0, 32);
  const beside = join(dirname(absolute), `.${name}.tmp`);
  try {
    await mkdir(dirname(absolute), { recursive: true });
    await rm(beside, { force: true });
    const handle = await open(beside, 'wx', 0o666);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, absolute);
  } catch (error) {
    await rm(beside, { force: true });
    throw failure('Tool.NotPermitted', `${shown} could not be written: ${words(error)}.`, shown, error);
  }
}

async function readFile(absolute: string, shown: string, most: number): Promise<Uint8Array> {
  try {
    // O_NONBLOCK: opening a named pipe must not hang the call.
    const handle = await open(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const entry = await handle.stat();
      if (!entry.isFile()) throw failure('Tool.NotAFile', `${shown} is not a file that can be read.`, shown);
      if (entry.size > most)
        throw failure('Tool.TooLarge', `The inputs are larger than ${scriptLimits.fileBytes} bytes together.`, shown);
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof MajordomoError) throw error;
    throw failure('Tool.NotFound', `${shown} could not be read: ${words(error)}.`, shown, error);
  }
}

/** The real path; of what does not exist yet, the real path it would be created at, also through a dangling link. */
async function realPathToBe(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === path)
      throw failure('Tool.NotFound', `${path} cannot be reached: ${words(error)}.`, path, error);
    const realParent = await realPathToBe(parent);
    const entry = await lstat(join(realParent, basename(path))).catch(() => null);
    if (entry?.isSymbolicLink())
      return realPathToBe(resolve(realParent, await readlink(join(realParent, basename(path)))));
    return join(realParent, basename(path));
  }
}

/** Relative to the root with `/`, `.` for the root; null when it is not below it. */
function below(root: string, absolute: string): string | null {
  const path = relative(root, absolute).split(sep).join('/');
  if (path === '..' || path.startsWith('../') || isAbsolute(path)) return null;
  return path === '' ? '.' : path;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function failure(code: string, message: string, path: string, cause?: unknown): MajordomoError {
  return new MajordomoError({ code, message, data: { path }, cause });
}
