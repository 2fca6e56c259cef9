import { type DataDir, prepareDataDir } from '../main/data-dir.ts';
import { restoreBackup } from '../main/store/backup.ts';
import { takeOwnership } from '../main/store/owner-lock.ts';
import { MajordomoError } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import type { Answer } from './command.ts';

/** `restore FILE`: needs the data directory for itself, with nothing open. */
export async function restore(file: string, dataDir: DataDir): Promise<Answer> {
  prepareDataDir(dataDir);
  const release = takeOwnership(dataDir.ownerLock);
  if (!release)
    throw new MajordomoError({
      code: 'App.AlreadyRunning',
      message: `Majordomo is running on ${dataDir.root}. Quit it first, then restore.`,
      data: { dataDir: dataDir.root },
    });
  try {
    const report = await restoreBackup(file, dataDir, Date.now());
    return {
      document: report as unknown as JsonValue,
      words: `Restored ${report.files} files of ${report.createdAt}.${report.keptAside ? ` What was there is in ${report.keptAside}.` : ''}`,
    };
  } finally {
    release();
  }
}
