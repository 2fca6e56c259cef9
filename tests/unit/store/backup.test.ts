/** Backup and restore. Hunts: a backup that cannot be restored, a restore that loses what was there, damage that goes unseen. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DataDir, dataDirAt, prepareDataDir } from '../../../src/main/data-dir.ts';
import { restoreBackup, writeBackup } from '../../../src/main/store/backup.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { insertConversation, listConversations } from '../../../src/main/store/tables/conversations.ts';
import { insertRow, openUserTables, readTable } from '../../../src/main/store/user-tables.ts';
import { temporaryFolder } from '../../support/test-flow.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: DataDir;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = dataDirAt(join(folder.path, 'data'));
  prepareDataDir(dataDir);
  file = join(folder.path, 'all.backup');
});
afterEach(() => folder.remove());

const nowMs = Date.parse('2026-11-22T10:00:00Z');

/** A directory in use: both databases open, rows still in their write-ahead logs, a file in the workspace. */
function inUse() {
  const db = openDatabase(dataDir.database);
  const userTables = openUserTables(dataDir.tables);
  insertConversation(db, { id: 'c', title: 'Kettle', createdAtMs: 1, updatedAtMs: 1 });
  insertRow(userTables, { key: 'k', table: 'prices', row: { price: 89.5 }, nowMs });
  mkdirSync(join(dataDir.workspace, 'notes'), { recursive: true });
  writeFileSync(join(dataDir.workspace, 'notes', 'a.txt'), 'hello');
  const close = () => {
    db.close();
    userTables.close();
  };
  return { db, userTables, dataDir, close };
}

function contents(): unknown {
  const db = openDatabase(dataDir.database);
  const userTables = openUserTables(dataDir.tables);
  const found = {
    titles: listConversations(db).map(({ title }) => title),
    prices: readTable(userTables, 'prices', 10).rows.map(({ price }) => price),
    note: readFileSync(join(dataDir.workspace, 'notes', 'a.txt'), 'utf8'),
  };
  db.close();
  userTables.close();
  return found;
}

describe('a backup', () => {
  it('taken while everything is open brings all of it back, and keeps aside what was there', async () => {
    const source = inUse();
    const report = await writeBackup(source, file, nowMs);
    expect(report).toMatchObject({ file, files: 3 });
    insertConversation(source.db, { id: 'd', title: 'Later', createdAtMs: 2, updatedAtMs: 2 });
    writeFileSync(join(dataDir.workspace, 'notes', 'a.txt'), 'changed');
    source.close();

    const { keptAside, createdAt } = await restoreBackup(file, dataDir, nowMs);
    expect(createdAt).toBe('2026-11-22T10:00:00.000Z');
    expect(contents()).toEqual({ titles: ['Kettle'], prices: [89.5], note: 'hello' });
    expect(readFileSync(join(keptAside ?? '', 'workspace', 'notes', 'a.txt'), 'utf8')).toBe('changed');
    expect(existsSync(join(keptAside ?? '', 'majordomo.db'))).toBe(true);
  });

  it('leaves nothing but its file', async () => {
    const source = inUse();
    await writeBackup(source, file, nowMs);
    source.close();
    expect(readdirSync(folder.path).sort()).toEqual(['all.backup', 'data']);
  });
});

describe('a damaged backup', () => {
  it('is refused at any byte that matters, and the data stays as it was', async () => {
    const source = inUse();
    await writeBackup(source, file, nowMs);
    source.close();
    const good = readFileSync(file);
    for (const place of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const bad = Buffer.from(good);
      const at = Math.floor(bad.length * place);
      bad[at] = (bad[at] ?? 0) ^ 0xff;
      writeFileSync(file, bad);
      await expect(restoreBackup(file, dataDir, nowMs)).rejects.toMatchObject({
        code: expect.stringMatching(/^(Backup\.Failed|Store\.Corrupt)$/),
      });
    }
    expect(contents()).toEqual({ titles: ['Kettle'], prices: [89.5], note: 'hello' });
  });

  it('cut short is refused', async () => {
    const source = inUse();
    await writeBackup(source, file, nowMs);
    source.close();
    writeFileSync(file, readFileSync(file).subarray(0, 2000));
    await expect(restoreBackup(file, dataDir, nowMs)).rejects.toMatchObject({ code: 'Backup.Failed' });
    expect(contents()).toMatchObject({ titles: ['Kettle'] });
  });
});
