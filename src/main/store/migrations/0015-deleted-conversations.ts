import type { Migration } from './migration.ts';

/** A deleted conversation is out of sight first, and can be brought back until it is purged. */
export const deletedConversations: Migration = {
  version: 15,
  up: `
    ALTER TABLE conversations ADD COLUMN deleted_at_ms INTEGER;
    CREATE INDEX conversations_deleted ON conversations (deleted_at_ms) WHERE deleted_at_ms IS NOT NULL;
  `,
};
