/**
 * The half of the workspace rule that only the disk can answer: no link in any part of a path leads out of the workspace,
 * or out of the granted folders. Everything that opens a file resolves its path here first, and opens it through `holdFolder`, so
 * that a folder that is swapped for a link after this check is noticed.
 */
import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isWithinFolder, workspaceRelative } from '../../shared/tools/workspace-path.ts';
import { type ToolContext, toolFailure } from '../tool.ts';
import { fileFailure } from './file-failure.ts';
import { type HeldFolder, holdFolder } from './held-folder.ts';

export interface WorkspaceFile {
  /** Absolute, links resolved; it may not exist yet. */
  absolute: string;
  /** Relative to the workspace, with `/`: what results and messages show. */
  path: string;
  /** The workspace's own real path. */
  root: string;
  /** Relative to the workspace with `/`, links resolved. */
  real: string;
  /** The path's last part is a link to it. */
  isLink: boolean;
}

export async function resolveInWorkspace(
  path: string,
  { workspaceDir, limits }: Pick<ToolContext, 'workspaceDir' | 'limits'>,
): Promise<WorkspaceFile> {
  const shown = workspaceRelative(path, workspaceDir);
  if (shown === null) throw outside(path);
  const root = await realPathToBe(workspaceDir);
  const absolute = await realPathToBe(join(root, shown));
  const real = below(root, absolute);
  if (real === null) throw outside(path);
  const granted = await Promise.all((limits.folders ?? []).map((folder) => realFolder(folder, root, workspaceDir)));
  if (!granted.some((folder) => folder !== null && isWithinFolder(real, folder)))
    throw toolFailure(
      'Worker.NotGranted',
      `The grant does not allow ${shown}: it allows ${limits.folders?.join(', ') || 'no folder'}. Add the folder to the plan and approve it again.`,
      { path: shown },
    );
  const entry = await lstat(join(root, shown)).catch(() => null);
  return { absolute, path: shown, root, real, isLink: entry?.isSymbolicLink() ?? false };
}

/** Holds the folder the file is in while something is done with the file. */
export async function inFolderOf<T>(
  { root, real }: WorkspaceFile,
  { create }: { create: boolean },
  work: (folder: HeldFolder, name: string) => Promise<T>,
): Promise<T> {
  const parts = real === '.' ? [] : real.split('/');
  const name = parts.pop() ?? '.';
  const folder = await holdFolder(root, parts, create);
  try {
    return await work(folder, name);
  } finally {
    await folder.close();
  }
}

/** The real path; of what does not exist yet, the real path it would be created at, also through a dangling link. */
async function realPathToBe(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === path) throw fileFailure('reached', path, error);
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

/** A granted folder may itself be a link inside the workspace, or not exist yet. */
async function realFolder(folder: string, root: string, workspaceDir: string): Promise<string | null> {
  const path = workspaceRelative(folder, workspaceDir);
  return path === null ? null : below(root, await realPathToBe(join(root, path)));
}

function outside(path: string) {
  return toolFailure(
    'Tool.OutsideWorkspace',
    `${path} is not in the workspace folder: files are read and written only there. Give a path inside it.`,
    { path },
  );
}
