import type { Migration } from './migration.ts';

/** Workers that are agents, and the journal of what they asked for. */
export const agents: Migration = {
  version: 10,
  up: `
    -- What agents asked for, a row an ask, written before it is done; the answer is null until it is known.
    CREATE TABLE agent_steps (
      run_id TEXT NOT NULL,
      -- The number of the event that announced the step's try.
      scheduled INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      step_key TEXT NOT NULL,
      state TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('start', 'model', 'tool')),
      -- Equal to that of the ask that is made again after a crash, or the answer is not given.
      digest TEXT NOT NULL,
      request TEXT NOT NULL,
      answer TEXT,
      -- Of a tool call: the tool, and the key it was made with.
      tool TEXT,
      tool_key TEXT,
      asked_at_ms INTEGER NOT NULL,
      answered_at_ms INTEGER,
      PRIMARY KEY (run_id, scheduled, seq)
    ) STRICT;
    CREATE INDEX agent_steps_by_step ON agent_steps (step_key);

    ALTER TABLE workers ADD COLUMN agent TEXT;
  `,
};
