import type { Migration } from './migration.ts';

/** Models the user configured, facts the user asked to remember, and files attached to messages. */
export const modelsAndMemory: Migration = {
  version: 8,
  up: `
    CREATE TABLE model_endpoints (
      id TEXT PRIMARY KEY,
      label TEXT NOT NULL,
      base_url TEXT NOT NULL,
      model TEXT NOT NULL,
      context_tokens INTEGER NOT NULL,
      max_output_tokens INTEGER NOT NULL,
      -- The latest connection test as JSON, or null after a change.
      test TEXT,
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE facts (
      id TEXT PRIMARY KEY,
      text TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    -- Text files the user attached: JSON list of {name, text}.
    ALTER TABLE messages ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
  `,
};
