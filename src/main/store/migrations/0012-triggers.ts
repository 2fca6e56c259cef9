import type { Migration } from './migration.ts';

/** What fires besides the clock. A trigger is a schedule without an expansion, so that ledger and policies hold for it. */
export const triggers: Migration = {
  version: 12,
  up: `
    ALTER TABLE schedules ADD COLUMN source TEXT NOT NULL DEFAULT 'clock' CHECK (source IN ('clock', 'trigger'));

    CREATE TABLE triggers (
      id TEXT PRIMARY KEY REFERENCES schedules(id),
      flow_id TEXT NOT NULL REFERENCES scheduled_flows(id),
      kind TEXT NOT NULL,
      -- TriggerSpec, JSON.
      spec TEXT NOT NULL,
      -- The flow whose runs it follows, or null.
      source_flow_id TEXT,
      -- SHA-256 of the token in a webhook's address, hex; null before there is one.
      token_hash TEXT,
      -- When the watched files were last found different; null before they were first looked at.
      looked_at_ms INTEGER
    ) STRICT;
    CREATE INDEX triggers_by_flow ON triggers (flow_id);
    CREATE INDEX triggers_by_source ON triggers (source_flow_id) WHERE source_flow_id IS NOT NULL;

    CREATE TABLE trigger_events (
      id INTEGER PRIMARY KEY,
      trigger_id TEXT NOT NULL REFERENCES triggers(id),
      -- What happens once only: a second event with the same key is not made. Null where events have no name.
      key TEXT,
      what TEXT NOT NULL,
      subject TEXT NOT NULL,
      -- What the run is told besides, JSON, or null.
      data TEXT,
      at_ms INTEGER NOT NULL,
      -- The firing it went into; null when it fired nothing, for the reason.
      due_at_ms INTEGER,
      reason TEXT,
      CHECK ((due_at_ms IS NULL) <> (reason IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX trigger_events_once ON trigger_events (trigger_id, key) WHERE key IS NOT NULL;
    CREATE INDEX trigger_events_by_firing ON trigger_events (trigger_id, due_at_ms);

    CREATE TABLE trigger_files (
      trigger_id TEXT NOT NULL REFERENCES triggers(id),
      path TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified_us INTEGER NOT NULL,
      PRIMARY KEY (trigger_id, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE webhook_refusals (
      -- Empty when it named no webhook there is.
      trigger_id TEXT NOT NULL,
      reason TEXT NOT NULL,
      count INTEGER NOT NULL,
      last_at_ms INTEGER NOT NULL,
      PRIMARY KEY (trigger_id, reason)
    ) STRICT, WITHOUT ROWID;
  `,
};
