/** Keys of the user. Hunts: an update that loses the secrets there were. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { apiKeys } from '../../src/main/store/migrations/0017-api-keys.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';

it('the migration leaves the secrets as they are, and there are no keys yet', () => {
  const before = migrations.filter(({ version }) => version < apiKeys.version);
  const db = openDatabase(':memory:', before);
  db.exec(`INSERT INTO secrets (name, ciphertext, updated_at_ms) VALUES ('telegram', x'00ff', 1)`);
  db.exec(apiKeys.up);
  expect(db.prepare('SELECT name, hex(ciphertext) FROM secrets').raw().all()).toEqual([['telegram', '00FF']]);
  expect(db.prepare('SELECT count(*) FROM api_keys').pluck().get()).toBe(0);
  db.close();
});
