/** Models, facts and attachments. Hunts: a message of before that cannot be read or loses something. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';
import { listMessages } from '../../src/main/store/tables/messages.ts';
import { temporaryFolder } from '../support/test-flow.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

it('migration 8 keeps the messages there are, without attachments', () => {
  const path = join(folder.path, 'majordomo.db');
  const old = openDatabase(path, migrations.slice(0, 7));
  old.prepare(`INSERT INTO conversations VALUES ('c', 'Title', NULL, 1, 1)`).run();
  old.prepare(`INSERT INTO messages VALUES ('m', 'c', 'user', 'Hello', 'done', '[]', NULL, 2)`).run();
  old.close();
  const db = openDatabase(path, migrations.slice(0, 8));
  expect(listMessages(db, 'c')).toEqual([
    {
      id: 'm',
      conversationId: 'c',
      role: 'user',
      text: 'Hello',
      status: 'done',
      toolCalls: [],
      attachments: [],
      planId: null,
      createdAtMs: 2,
    },
  ]);
  expect(['model_endpoints', 'facts'].map((table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get())).toEqual([
    { n: 0 },
    { n: 0 },
  ]);
  db.close();
});
