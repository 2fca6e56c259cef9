/**
 * The whole data directory in one file: both databases, the workspace and a manifest with a checksum for each file, as tar.gz.
 * Consistent while the app works: majordomo.db is copied first and tables.db after it, so the tables may only be ahead of the
 * journal, which receipts make harmless. A backup is read back and checked before it gets its name.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import BetterSqlite3 from 'better-sqlite3';
import { create, extract } from 'tar';
import { z } from 'zod';
import { MajordomoError } from '../../shared/errors.ts';
import type { DataDir } from '../data-dir.ts';
import { asStoreError, type Database, openDatabase } from './database.ts';

const manifest = z.object({ format: z.literal(1), createdAt: z.string(), files: z.record(z.string(), z.string()) });
type Manifest = z.infer<typeof manifest>;
const manifestName = 'manifest.json';

export interface BackupReport {
  file: string;
  bytes: number;
  files: number;
}

/** @throws MajordomoError `Backup.Failed`, `Store.*`; nothing is left behind then */
export async function writeBackup(
  source: { db: Database; userTables: Pick<BetterSqlite3.Database, 'backup'>; dataDir: DataDir },
  file: string,
  nowMs: number,
): Promise<BackupReport> {
  const target = resolve(file);
  const partial = `${target}.part`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    return await inTemporaryFolder(dirname(target), async (folder) => {
      await source.db.backup(join(folder, basename(source.dataDir.database)));
      await source.userTables.backup(join(folder, basename(source.dataDir.tables)));
      cpSync(source.dataDir.workspace, join(folder, 'workspace'), { recursive: true, verbatimSymlinks: true });
      const contents: Manifest = {
        format: 1,
        createdAt: new Date(nowMs).toISOString(),
        files: await checksums(folder),
      };
      writeFileSync(join(folder, manifestName), JSON.stringify(contents, null, 2));
      await create({ gzip: true, portable: true, file: partial, cwd: folder }, readdirSync(folder));
      await inTemporaryFolder(dirname(target), async (check) => await unpackAndCheck(partial, check));
      renameSync(partial, target);
      return { file: target, bytes: statSync(target).size, files: Object.keys(contents.files).length };
    });
  } catch (error) {
    throw asBackupError(error, target, 'written');
  } finally {
    rmSync(partial, { force: true });
  }
}

export interface RestoreReport {
  createdAt: string;
  files: number;
  /** Where the state before lies now. */
  keptAside: string | null;
}

/**
 * Checks the backup whole, then puts it in place; what was there is kept aside. The caller owns the data directory and has nothing open.
 * @throws MajordomoError `Backup.Failed`, `Store.*`; the data directory is as it was then
 */
export async function restoreBackup(file: string, dataDir: DataDir, nowMs: number): Promise<RestoreReport> {
  const source = resolve(file);
  try {
    return await inTemporaryFolder(dataDir.root, async (folder) => {
      const { createdAt, files } = await unpackAndCheck(source, folder);
      const keptAside = keepAside(dataDir, nowMs);
      for (const path of [dataDir.database, dataDir.tables, dataDir.workspace]) {
        const unpacked = join(folder, basename(path));
        if (existsSync(unpacked)) renameSync(unpacked, path);
      }
      return { createdAt, files: Object.keys(files).length, keptAside };
    });
  } catch (error) {
    throw asBackupError(error, source, 'restored');
  }
}

/** Every file is there with its checksum, nothing else is, and both databases are whole and of a known version. */
async function unpackAndCheck(file: string, folder: string): Promise<Manifest> {
  await extract({ file, cwd: folder, strict: true });
  const parsed = manifest.safeParse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')));
  if (!parsed.success) throw new Error('its manifest is not one this version knows');
  rmSync(join(folder, manifestName));
  const found = await checksums(folder);
  const names = new Set([...Object.keys(found), ...Object.keys(parsed.data.files)]);
  for (const name of names)
    if (found[name] !== parsed.data.files[name]) throw new Error(`'${name}' in it is not what was backed up`);
  openDatabase(join(folder, 'majordomo.db')).close();
  for (const name of ['majordomo.db', 'tables.db']) checkDatabase(join(folder, name));
  return parsed.data;
}

function checkDatabase(path: string): void {
  const db = new BetterSqlite3(path);
  try {
    const result = String(db.pragma('integrity_check(1)', { simple: true }));
    if (result !== 'ok') throw new Error(`'${basename(path)}' in it is damaged: ${result}`);
    // Leaves one file: the restored database starts without a write-ahead log of this check.
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function keepAside(dataDir: DataDir, nowMs: number): string | null {
  const parts = [dataDir.database, dataDir.tables]
    .flatMap((path) => [path, `${path}-wal`, `${path}-shm`])
    .concat(dataDir.workspace);
  const present = parts.filter((path) => existsSync(path));
  if (present.length === 0) return null;
  const aside = join(dataDir.root, `before-restore-${new Date(nowMs).toISOString().replaceAll(':', '-')}`);
  mkdirSync(aside);
  for (const path of present) renameSync(path, join(aside, basename(path)));
  return aside;
}

/** SHA-256 by path, `/` between folders. */
async function checksums(folder: string): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    result[relative(folder, path).replaceAll('\\', '/')] = hash.digest('hex');
  }
  return result;
}

async function inTemporaryFolder<T>(near: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(near, '.majordomo-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function asBackupError(error: unknown, file: string, done: 'written' | 'restored'): unknown {
  const known = asStoreError(error, file);
  if (known instanceof MajordomoError) return known;
  const reason = error instanceof Error ? error.message : String(error);
  return new MajordomoError({
    code: 'Backup.Failed',
    message: `The backup ${file} could not be ${done}: ${reason}. ${done === 'restored' ? 'Your data is as it was.' : 'No backup was left.'}`,
    data: { file },
    cause: error,
  });
}
