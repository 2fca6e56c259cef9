import type { Migration } from './migration.ts';

/** What each flow tells, what was told of each run, notifications put off, and messages on other channels than the desktop. */
export const telling: Migration = {
  version: 13,
  up: `
    ALTER TABLE scheduled_flows ADD COLUMN telling TEXT NOT NULL DEFAULT 'every'
      CHECK (telling IN ('every', 'news', 'failures'));

    -- Null until it is decided what the user hears of the run's end. A crash before that leaves it null, and the next start decides.
    ALTER TABLE runs ADD COLUMN told_at_ms INTEGER;
    UPDATE runs SET told_at_ms = ended_at_ms;
    CREATE INDEX runs_untold ON runs (ended_at_ms) WHERE told_at_ms IS NULL AND ended_at_ms IS NOT NULL;

    -- Put off by the user; null: to be shown as soon as it may.
    ALTER TABLE notifications ADD COLUMN not_before_ms INTEGER;

    -- The outbox of channels that others deliver. 'sending' is written before the request, so a crash leaves it 'unknown'.
    CREATE TABLE deliveries (
      key TEXT PRIMARY KEY,
      channel TEXT NOT NULL CHECK (channel IN ('telegram')),
      notification_id TEXT NOT NULL,
      text TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown')),
      reason TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      not_before_ms INTEGER NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX deliveries_open ON deliveries (not_before_ms) WHERE state IN ('pending', 'sending');
  `,
};
