import type { Migration } from './migration.ts';

/** The user's keys for HTTP calls: their names, where they may go and how they are sent. Values are in `secrets`. */
export const apiKeys: Migration = {
  version: 17,
  up: `
    CREATE TABLE api_keys (
      name          TEXT PRIMARY KEY,
      hosts         TEXT NOT NULL,
      sending       TEXT NOT NULL,
      updated_at_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
