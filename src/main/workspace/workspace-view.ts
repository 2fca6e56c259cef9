/**
 * The workspace folder as the window shows it. Reads only, and nothing outside the folder: a path that leads out, also through a link,
 * is refused.
 */
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FilePreview, WorkspaceEntry } from '../../shared/domain/data.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { isWithinFolder, workspaceRelative } from '../../shared/tools/workspace-path.ts';

const mostEntries = 2_000;
const previewBytes = 64 * 1024;

/** Folders first, then by name. @throws MajordomoError `Workspace.NotFound`, `Workspace.Outside` */
export function listFolder(workspaceDir: string, folder: string): WorkspaceEntry[] {
  const { path, file } = within(workspaceDir, folder);
  const entries = readdirSync(file, { withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .slice(0, mostEntries)
    .map((entry): WorkspaceEntry => {
      const { size, mtimeMs } = statSync(join(file, entry.name));
      return {
        path: path === '.' ? entry.name : `${path}/${entry.name}`,
        name: entry.name,
        kind: entry.isDirectory() ? 'folder' : 'file',
        size,
        modifiedAtMs: Math.round(mtimeMs),
      };
    });
  return entries.sort((a, b) => {
    if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
    return a.name.localeCompare(b.name, undefined, { numeric: true });
  });
}

/** @throws MajordomoError `Workspace.NotFound`, `Workspace.Outside` */
export function previewFile(workspaceDir: string, name: string): FilePreview {
  const { path, file } = within(workspaceDir, name);
  const { size } = statSync(file);
  const bytes = Buffer.alloc(Math.min(size, previewBytes));
  const handle = openSync(file, 'r');
  try {
    readSync(handle, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(handle);
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const isText = !bytes.includes(0) && (text.match(/\uFFFD/g)?.length ?? 0) <= 2;
  return { path, size, text: isText ? text : null, whole: size <= previewBytes };
}

/** The file's real place on disk. @throws MajordomoError `Workspace.NotFound`, `Workspace.Outside` */
export function within(workspaceDir: string, name: string): { path: string; file: string } {
  const path = workspaceRelative(name, workspaceDir);
  if (path === null) throw outside(name);
  const root = realpathSync(workspaceDir);
  let file: string;
  try {
    file = realpathSync(join(root, path));
  } catch (cause) {
    throw new MajordomoError({
      code: 'Workspace.NotFound',
      message: `There is no ${path} in the workspace folder any more. Go back and look again.`,
      data: { path },
      cause,
    });
  }
  const real = workspaceRelative(file, root);
  if (real === null || !isWithinFolder(real, '.')) throw outside(name);
  return { path, file };
}

function outside(path: string): MajordomoError {
  return new MajordomoError({
    code: 'Workspace.Outside',
    message: `${path} does not lie in the workspace folder; only what is in it is shown here.`,
    data: { path },
  });
}
