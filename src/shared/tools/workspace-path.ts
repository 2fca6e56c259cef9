/**
 * Paths as tools take them: relative to the workspace folder, `/` or `\` between the parts, on every system.
 * This is the lexical half of the rule; that no link on disk leads out is checked where the file is opened (src/worker/files).
 */

const ABSOLUTE = /^([\\/]|[A-Za-z]:)/;

/**
 * The path relative to the workspace with `/` and without `.` and `..`, `.` for the workspace itself.
 * Null when it leaves the workspace. An absolute path is taken when it lies in `workspaceDir`.
 */
export function workspaceRelative(path: string, workspaceDir: string): string | null {
  if (path.includes('\0')) return null;
  const text = path.replaceAll('\\', '/');
  const root = workspaceDir.replaceAll('\\', '/').replace(/\/+$/, '');
  const below = ABSOLUTE.test(text) ? withoutRoot(text, root) : text;
  if (below === null) return null;
  const parts: string[] = [];
  for (const part of below.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

/** Both already relative to the workspace, as `workspaceRelative` gives them. */
export function isWithinFolder(path: string, folder: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

export function isWithinFolders(path: string, folders: readonly string[], workspaceDir: string): boolean {
  return folders.some((entry) => {
    const folder = workspaceRelative(entry, workspaceDir);
    return folder !== null && isWithinFolder(path, folder);
  });
}

function withoutRoot(path: string, root: string): string | null {
  if (path === root) return '';
  return root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length) : null;
}
