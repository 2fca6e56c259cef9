import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MajordomoError } from '../shared/errors.ts';
import { trashFolders } from '../shared/file-change.ts';
import { asStoreError } from './store/database.ts';
import { takeOwnership } from './store/owner-lock.ts';

/** What lies where in a data directory. */
export interface DataDir {
  root: string;
  database: string;
  tables: string;
  /** Held by the one process that works on this directory. */
  ownerLock: string;
  /** Tells other processes of the same user how to reach the owner. */
  controlFile: string;
  /** Files that flows read and write. */
  workspace: string;
  /** Bodies of fetched pages, by content. */
  pages: string;
  /** What steps have replaced or deleted, so that it can be undone; not in backups. */
  trash: string;
  /** Secrets the user agreed to keep readable, where no key store is; not in backups. */
  readableSecrets: string;
  /** Packages for Python scripts, put there by the user. */
  wheels: string;
  /** Electron's own files. */
  electron: string;
}

export function dataDirAt(root: string): DataDir {
  return {
    root,
    database: join(root, 'majordomo.db'),
    tables: join(root, 'tables.db'),
    ownerLock: join(root, 'owner.lock'),
    controlFile: join(root, 'control.json'),
    workspace: join(root, 'workspace'),
    pages: join(root, 'pages'),
    trash: join(root, 'trash'),
    readableSecrets: join(root, 'secrets.json'),
    wheels: join(root, 'wheels'),
    electron: join(root, 'electron'),
  };
}

/** @throws MajordomoError `Store.ReadOnly` where the folders cannot be made */
export function prepareDataDir(dir: DataDir): void {
  try {
    const inTrash = trashFolders.map((name) => join(dir.trash, name));
    for (const path of [dir.root, dir.workspace, dir.pages, dir.trash, ...inTrash])
      mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asStoreError(error, dir.root);
  }
}

/** Only one process works on a data directory. @returns the release. @throws MajordomoError `App.AlreadyRunning`, `Store.*` */
export function ownDataDir(dataDir: DataDir): () => void {
  let release: (() => void) | undefined;
  try {
    release = takeOwnership(dataDir.ownerLock);
  } catch (error) {
    throw asStoreError(error, dataDir.ownerLock);
  }
  if (release) return release;
  throw new MajordomoError({
    code: 'App.AlreadyRunning',
    message: `Majordomo is already running on ${dataDir.root}. Use that one, or start with another --data-dir.`,
    data: { dataDir: dataDir.root },
  });
}
