/** What a watched path means on disk: where to look, what counts, how it is named. */
import { lstat, readdir } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { MajordomoError } from '../../shared/errors.ts';
import { workspaceRelative } from '../../shared/tools/workspace-path.ts';
import type { SeenFile } from '../store/tables/trigger-events.ts';

export interface WatchFolders {
  workspaceDir: string;
  /** Majordomo's own files, which change all the time: never watched, but for the workspace. */
  dataDir: string;
}

export interface WatchTarget {
  /** A folder or file, absolute; need not exist. */
  base: string;
  /** How many folders below the base are looked into. */
  depth: number;
  inWorkspace: boolean;
  /** @param below relative to the base, '/' between the parts; empty for the base itself */
  matches(below: string): boolean;
  /** How a file is named to the user and the flow: relative to the workspace, or absolute. */
  shown(below: string): string;
  /** Not looked into. */
  skips: string;
}

/** @throws MajordomoError `Trigger.BadPath` */
export function watchTarget(path: string, folders: WatchFolders): WatchTarget {
  const refuse = (why: string): never => {
    throw new MajordomoError({
      code: 'Trigger.BadPath',
      message: `'${path}' cannot be watched: ${why}. Name a file, a folder or a pattern such as inbox/*.csv in the workspace, or an absolute path.`,
      data: { path },
    });
  };
  if (path.includes('\0')) refuse('it has a character that no path has');
  const inside = workspaceRelative(path, folders.workspaceDir);
  const inWorkspace = inside !== null;
  if (inside === null && !isAbsolute(path)) refuse('it leads out of the workspace');
  const named = (inside ?? path.replaceAll(sep, '/')).replace(/(?<=.)\/+$/, '');
  if (named.split('/').includes('..')) refuse("it has '..' in it");
  const { base: fixed, glob, negated } = picomatch.scan(named);
  if (negated) refuse('a pattern that begins with ! names everything else');
  const base = inWorkspace ? resolve(folders.workspaceDir, fixed) : resolve(fixed || sep);
  if (!inWorkspace && isWithin(base, folders.dataDir)) refuse('it belongs to Majordomo itself');
  if (base === resolve(sep)) refuse('it is the whole disk');
  const prefix = inWorkspace ? (fixed === '.' || fixed === '' ? '' : fixed) : base.replaceAll(sep, '/');
  const isMatch = glob === '' ? () => true : picomatch(glob, { dot: true });
  return {
    base,
    depth: glob === '' || glob.includes('**') ? Number.POSITIVE_INFINITY : glob.split('/').length - 1,
    inWorkspace,
    matches: (below) => (glob === '' ? true : below !== '' && isMatch(below)),
    shown: (below) => [prefix, below].filter((part) => part !== '').join('/'),
    skips: inWorkspace ? '' : folders.dataDir,
  };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}

export const mostFiles = 50_000;
const statsAtOnce = 64;
/** What a step of a flow is about to put in a file's place. */
const beingWritten = /^\.[0-9a-f]{32}\.tmp$/;

/**
 * The files that count, as they are now, by the name they are shown by. Links are not followed. Null when the place itself is not
 * there and may come back with everything in it (a disk that is not plugged in); in the workspace, what is gone is gone.
 * @throws MajordomoError `Trigger.TooManyFiles`; what the file system says of a folder that cannot be read
 */
export async function filesAt(target: WatchTarget): Promise<Map<string, SeenFile> | null> {
  const found: string[] = [];
  const base = await lstat(target.base).catch(unlessGone);
  if (base === null) return target.inWorkspace ? new Map() : null;
  if (base.isFile()) found.push('');
  else if (base.isDirectory()) await walk(target, '', target.depth, found);
  const files = new Map<string, SeenFile>();
  for (let index = 0; index < found.length; index += statsAtOnce) {
    const some = found.slice(index, index + statsAtOnce);
    const stats = await Promise.all(some.map((below) => lstat(join(target.base, below)).catch(unlessGone)));
    for (const [place, stat] of stats.entries()) {
      if (!stat?.isFile()) continue;
      const modifiedUs = Math.round(stat.mtimeMs * 1_000);
      files.set(target.shown(some[place] ?? ''), { size: stat.size, modifiedUs });
    }
  }
  return files;
}

async function walk(target: WatchTarget, below: string, depth: number, found: string[]): Promise<void> {
  const entries = await readdir(join(target.base, below), { withFileTypes: true }).catch(unlessGone);
  for (const entry of entries ?? []) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile() && target.matches(path) && !beingWritten.test(entry.name)) found.push(path);
    if (found.length > mostFiles)
      throw new MajordomoError({
        code: 'Trigger.TooManyFiles',
        message: `There are more than ${mostFiles} files to watch in ${target.base}. Watch a smaller folder, or a pattern such as *.csv.`,
        data: { path: target.base },
      });
    if (entry.isDirectory() && depth > 0 && join(target.base, path) !== target.skips)
      await walk(target, path, depth - 1, found);
  }
}

/** What went away between two looks is simply not there. */
function unlessGone(error: unknown): null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
