import type { Migration } from './migration.ts';

/** The user's keys, encrypted by the operating system's key store. */
export const secrets: Migration = {
  version: 5,
  up: `
    CREATE TABLE secrets (
      name TEXT PRIMARY KEY,
      ciphertext BLOB NOT NULL,
      updated_at_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
