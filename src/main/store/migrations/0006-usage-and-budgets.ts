import type { Migration } from './migration.ts';

/** What models cost, and what a flow may spend. */
export const usageAndBudgets: Migration = {
  version: 6,
  up: `
    -- One row a model call, reserved before it and settled after; one row a tool call where a budget counts them.
    CREATE TABLE usage (
      -- The call's key and its try.
      id TEXT PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('assistant', 'orchestrator', 'worker')),
      flow_id TEXT,
      run_id TEXT,
      state TEXT,
      -- The idempotency key of the step.
      step_key TEXT,
      -- The tree of runs it belongs to: the first run's id, and every run and flow from it down to this one, as '/a/b/'.
      root_run_id TEXT,
      run_path TEXT NOT NULL,
      flow_path TEXT NOT NULL,
      endpoint TEXT NOT NULL,
      model TEXT NOT NULL,
      -- reserved: under way, with its upper bounds; lost: its process ended before the answer, the bounds stand.
      status TEXT NOT NULL CHECK (status IN ('reserved', 'settled', 'lost')),
      input_tokens INTEGER NOT NULL,
      output_tokens INTEGER NOT NULL,
      -- Millionths of a US dollar; null when the price is not known.
      micros INTEGER,
      tool_calls INTEGER NOT NULL,
      estimated INTEGER NOT NULL CHECK (estimated IN (0, 1))
    ) STRICT;
    CREATE INDEX usage_by_time ON usage (at_ms);
    CREATE INDEX usage_by_root ON usage (root_run_id) WHERE root_run_id IS NOT NULL;
    CREATE INDEX usage_by_step ON usage (step_key) WHERE step_key IS NOT NULL;
    CREATE INDEX usage_reserved ON usage (status) WHERE status = 'reserved';

    -- A question whether more may be spent; once its approval says yes, the limit is that much higher.
    CREATE TABLE budget_requests (
      approval_key TEXT PRIMARY KEY,
      scope TEXT NOT NULL,
      scope_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('tokens', 'money', 'toolCalls')),
      -- Tokens, calls, or millionths of a US dollar.
      amount INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX budget_requests_by_scope ON budget_requests (scope, scope_id, kind);

    ALTER TABLE flow_versions ADD COLUMN budget TEXT;
  `,
};
