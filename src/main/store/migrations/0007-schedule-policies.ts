import type { Migration } from './migration.ts';

/**
 * More policies of a schedule, starts that are put off or tried again, why a flow is paused, and the indexes of the agenda and of
 * "is a run of this flow under way?".
 */
export const schedulePolicies: Migration = {
  version: 7,
  up: `
    -- 'cancel' is new: the column's check cannot be changed in place.
    ALTER TABLE schedules ADD COLUMN when_running TEXT NOT NULL DEFAULT 'skip'
      CHECK (when_running IN ('skip', 'queue', 'cancel', 'allow'));
    UPDATE schedules SET when_running = overlap;
    ALTER TABLE schedules DROP COLUMN overlap;
    ALTER TABLE schedules RENAME COLUMN when_running TO overlap;
    ALTER TABLE schedules ADD COLUMN misfire_cap INTEGER NOT NULL DEFAULT 50;
    ALTER TABLE schedules ADD COLUMN start_retries INTEGER NOT NULL DEFAULT 3;
    ALTER TABLE schedules ADD COLUMN pause_after_failures INTEGER NOT NULL DEFAULT 5;

    ALTER TABLE occurrences ADD COLUMN not_before_ms INTEGER;
    ALTER TABLE occurrences ADD COLUMN start_attempts INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX occurrences_by_due ON occurrences (due_at_ms, schedule_id);

    ALTER TABLE scheduled_flows ADD COLUMN pause_reason TEXT;

    DROP INDEX runs_open;
    CREATE INDEX runs_open ON runs (status, flow_id) WHERE status IN ('RUNNING', 'PARKED');
  `,
};
