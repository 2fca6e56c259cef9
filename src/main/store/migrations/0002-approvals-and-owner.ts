import type { Migration } from './migration.ts';

/** Steps that wait for the user, and the number of the process that owns the database now. */
export const approvalsAndOwner: Migration = {
  version: 2,
  up: `
    CREATE TABLE approvals (
      id TEXT PRIMARY KEY,
      -- The idempotency key of the step that asks: asking again after a crash finds the same row.
      key TEXT NOT NULL UNIQUE,
      run_id TEXT NOT NULL,
      flow_id TEXT NOT NULL,
      state TEXT NOT NULL,
      question TEXT NOT NULL,
      detail TEXT,
      status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'denied', 'expired', 'withdrawn')),
      note TEXT,
      expires_at_ms INTEGER NOT NULL,
      created_at_ms INTEGER NOT NULL,
      decided_at_ms INTEGER
    ) STRICT;
    CREATE INDEX approvals_pending ON approvals (created_at_ms) WHERE status = 'pending';
    CREATE INDEX approvals_by_run ON approvals (run_id);

    -- Each owner takes the next number; a commit by an owner of an older number is refused.
    CREATE TABLE owner (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      epoch INTEGER NOT NULL,
      -- 1 while an owner works; still 1 at the next start means that the last one did not end in order.
      open INTEGER NOT NULL CHECK (open IN (0, 1))
    ) STRICT;
    INSERT INTO owner (only_row, epoch, open) VALUES (1, 0, 0);
  `,
};
