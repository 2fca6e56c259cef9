import type { Migration } from './migration.ts';

/** The first schema: people and words, flows and their versions, runs and their histories, the firing ledger. */
export const initial: Migration = {
  version: 1,
  up: `
    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      updated_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE conversations (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      -- What an earlier turn asked for and still waits to hear: JSON, or null.
      pending TEXT,
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE messages (
      id TEXT PRIMARY KEY,
      conversation_id TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
      text TEXT NOT NULL,
      status TEXT NOT NULL,
      tool_calls TEXT NOT NULL,
      plan_id TEXT,
      created_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_conversation ON messages (conversation_id, created_at_ms);

    CREATE TABLE plans (
      id TEXT PRIMARY KEY,
      conversation_id TEXT REFERENCES conversations(id) ON DELETE SET NULL,
      status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'discarded', 'superseded')),
      -- The frozen draft: request, task, flow and schedule as text, definition, workers, assumptions. JSON.
      draft TEXT NOT NULL,
      flow_id TEXT,
      created_at_ms INTEGER NOT NULL,
      decided_at_ms INTEGER
    ) STRICT;

    CREATE TABLE workers (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      tools TEXT NOT NULL,
      prompt TEXT NOT NULL,
      user_id TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE scheduled_flows (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      task TEXT NOT NULL,
      request TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('on', 'paused', 'cancelled')),
      -- 0 for a definition that was only run from a file: it is not listed among the flows.
      listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
      current_version INTEGER NOT NULL,
      user_id TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE flow_versions (
      flow_id TEXT NOT NULL REFERENCES scheduled_flows(id),
      version INTEGER NOT NULL,
      definition TEXT NOT NULL,
      -- The workers of this version by name: JSON object, name -> worker id.
      worker_ids TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      PRIMARY KEY (flow_id, version)
    ) STRICT;

    CREATE TABLE schedules (
      id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL REFERENCES scheduled_flows(id),
      spec TEXT NOT NULL,
      active INTEGER NOT NULL CHECK (active IN (0, 1)),
      reconciled_to_ms INTEGER NOT NULL,
      misfire TEXT NOT NULL CHECK (misfire IN ('skip', 'latest', 'all')),
      misfire_window_ms INTEGER NOT NULL,
      overlap TEXT NOT NULL CHECK (overlap IN ('skip', 'queue', 'allow')),
      created_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX schedules_by_flow ON schedules (flow_id);

    CREATE TABLE occurrences (
      schedule_id TEXT NOT NULL REFERENCES schedules(id),
      due_at_ms INTEGER NOT NULL,
      flow_id TEXT NOT NULL,
      status TEXT NOT NULL,
      reason TEXT,
      run_id TEXT,
      updated_at_ms INTEGER NOT NULL,
      PRIMARY KEY (schedule_id, due_at_ms)
    ) STRICT;
    CREATE INDEX occurrences_by_flow ON occurrences (flow_id, due_at_ms);
    CREATE INDEX occurrences_open ON occurrences (status) WHERE status IN ('due', 'started', 'parked');
    CREATE UNIQUE INDEX occurrences_by_run ON occurrences (run_id) WHERE run_id IS NOT NULL;

    CREATE TABLE runs (
      id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL REFERENCES scheduled_flows(id),
      version INTEGER NOT NULL,
      status TEXT NOT NULL,
      origin TEXT NOT NULL,
      dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
      input TEXT NOT NULL,
      output TEXT,
      error TEXT,
      cause TEXT,
      started_at_ms INTEGER NOT NULL,
      ended_at_ms INTEGER
    ) STRICT;
    CREATE INDEX runs_by_flow ON runs (flow_id, started_at_ms);
    CREATE INDEX runs_by_start ON runs (started_at_ms);
    CREATE INDEX runs_open ON runs (status) WHERE status IN ('RUNNING', 'PARKED');

    CREATE TABLE events (
      run_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      type TEXT NOT NULL,
      scope TEXT NOT NULL,
      state TEXT,
      at_ms INTEGER NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (run_id, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE notifications (
      id TEXT PRIMARY KEY,
      -- An idempotency key: telling the same thing twice is one row.
      key TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      flow_id TEXT,
      run_id TEXT,
      created_at_ms INTEGER NOT NULL,
      delivery TEXT NOT NULL CHECK (delivery IN ('pending', 'shown', 'failed', 'suppressed')),
      delivery_reason TEXT
    ) STRICT;
    CREATE INDEX notifications_by_run ON notifications (run_id);
    CREATE INDEX notifications_by_time ON notifications (created_at_ms);

    CREATE TABLE refusals (
      id TEXT PRIMARY KEY,
      run_id TEXT NOT NULL,
      worker TEXT NOT NULL,
      tool TEXT NOT NULL,
      reason TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX refusals_by_run ON refusals (run_id);
  `,
};
