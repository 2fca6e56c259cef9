import type { Migration } from './migration.ts';

/** A question may be about runs a day as well; it is noted with the run that is to ask it, before it is asked. */
export const runsADay: Migration = {
  version: 18,
  up: `
    CREATE TABLE budget_requests_new (
      approval_key TEXT PRIMARY KEY,
      scope TEXT NOT NULL,
      scope_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('tokens', 'money', 'toolCalls', 'runs')),
      -- Tokens, calls, runs, or millionths of a US dollar.
      amount INTEGER NOT NULL,
      -- Of kind 'runs': the run that does nothing until the answer.
      run_id TEXT
    ) STRICT;
    INSERT INTO budget_requests_new (approval_key, scope, scope_id, kind, amount)
      SELECT approval_key, scope, scope_id, kind, amount FROM budget_requests;
    DROP TABLE budget_requests;
    ALTER TABLE budget_requests_new RENAME TO budget_requests;
    CREATE INDEX budget_requests_by_scope ON budget_requests (scope, scope_id, kind);
    CREATE INDEX budget_requests_by_run ON budget_requests (run_id) WHERE run_id IS NOT NULL;
  `,
};
