import type { Migration } from './migration.ts';

/** Why there is each version of a flow, and how many runs used it, told without reading the runs. */
export const flowVersions: Migration = {
  version: 14,
  up: `
    -- In words; null: set up, or agreed in the chat.
    ALTER TABLE flow_versions ADD COLUMN why TEXT;
    CREATE INDEX runs_by_version ON runs (flow_id, version, started_at_ms);
  `,
};
