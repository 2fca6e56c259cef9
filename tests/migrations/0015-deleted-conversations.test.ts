/** Deleted conversations. Hunts: an update after which conversations that were there count as deleted. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { deletedConversations } from '../../src/main/store/migrations/0015-deleted-conversations.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('the migration takes no conversation away', () => {
  const before = migrations.filter(({ version }) => version < deletedConversations.version);
  const db = openDatabase(':memory:', before);
  db.exec(`INSERT INTO conversations (id, title, created_at_ms, updated_at_ms) VALUES ('c', 'C', 1, 2)`);
  db.exec(deletedConversations.up);
  expect(db.prepare('SELECT id, deleted_at_ms FROM conversations').raw().all()).toEqual([['c', null]]);
  db.close();
});
