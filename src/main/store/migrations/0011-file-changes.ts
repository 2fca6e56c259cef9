import type { Migration } from './migration.ts';

/** What steps changed in the workspace, and what is needed to undo it. */
export const fileChanges: Migration = {
  version: 11,
  up: `
    CREATE TABLE file_changes (
      id TEXT PRIMARY KEY,
      -- The idempotency key of the step: it changes something once.
      key TEXT NOT NULL UNIQUE,
      tool TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('write', 'append', 'move', 'delete')),
      flow_id TEXT NOT NULL,
      run_id TEXT NOT NULL,
      state TEXT NOT NULL,
      -- Relative to the workspace, '/' between folders.
      path TEXT NOT NULL,
      -- What is needed to undo it, by kind: digests, offsets, the place a file was moved to. JSON.
      details TEXT NOT NULL,
      -- The content in the trash that undoing needs (SHA-256), or null when it needs none.
      kept_hash TEXT,
      -- What the tool answered. JSON.
      result TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('done', 'undone')),
      at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX file_changes_by_run ON file_changes (run_id, at_ms);
    CREATE INDEX file_changes_by_time ON file_changes (at_ms);
  `,
};
