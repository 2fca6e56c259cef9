import type { Migration } from './migration.ts';

/** What is read at every start has its own index; the owner notes in which run of the machine it began. */
export const fasterStart: Migration = {
  version: 4,
  up: `
    CREATE INDEX notifications_pending ON notifications (created_at_ms) WHERE delivery = 'pending';
    -- Tells a process that was killed from a machine that went down: only the latter can have lost pages of the file.
    ALTER TABLE owner ADD COLUMN machine_start TEXT;
  `,
};
