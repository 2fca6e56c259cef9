import type { Migration } from './migration.ts';

/** What each version does, in a sentence: going back to a version brings its words back too. */
export const flowVersionTask: Migration = {
  version: 16,
  up: `
    ALTER TABLE flow_versions ADD COLUMN task TEXT NOT NULL DEFAULT '';
    UPDATE flow_versions SET task = (SELECT task FROM scheduled_flows WHERE id = flow_id);
  `,
};
