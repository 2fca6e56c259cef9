import type { Migration } from './migration.ts';

/**
 * One index over everything that is said or named, kept by triggers so that no writer can forget it. A run is found by why it failed and
 * by what it told; what it worked on is in its history. Also: the orders in which the window pages through runs and approvals.
 */
export const search: Migration = {
  version: 9,
  up: `
    CREATE TABLE search_entries (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('conversation', 'message', 'flow', 'run', 'notification')),
      -- The id of what is found, and of what it belongs to: a message's conversation, a run's flow, a notification's run.
      ref TEXT NOT NULL,
      parent TEXT,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      UNIQUE (kind, ref)
    ) STRICT;
    CREATE VIRTUAL TABLE search_text USING fts5 (
      title, body, content = 'search_entries', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN
      INSERT INTO search_text (rowid, title, body) VALUES (new.id, new.title, new.body);
    END;
    CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN
      INSERT INTO search_text (search_text, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    END;
    CREATE TRIGGER search_entries_changed AFTER UPDATE ON search_entries BEGIN
      INSERT INTO search_text (search_text, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
      INSERT INTO search_text (rowid, title, body) VALUES (new.id, new.title, new.body);
    END;

    INSERT INTO search_entries (kind, ref, title, body, at_ms)
      SELECT 'conversation', id, title, '', updated_at_ms FROM conversations;
    INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
      SELECT 'message', id, conversation_id, '', substr(text, 1, 20000), created_at_ms FROM messages WHERE text <> '';
    INSERT INTO search_entries (kind, ref, title, body, at_ms)
      SELECT 'flow', id, name, task || char(10) || request, created_at_ms FROM scheduled_flows WHERE listed = 1;
    INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
      SELECT 'run', id, flow_id, error, coalesce(cause, ''), started_at_ms FROM runs WHERE error IS NOT NULL AND dry_run = 0;
    INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
      SELECT 'notification', id, run_id, title, body, created_at_ms FROM notifications;

    CREATE TRIGGER search_conversation_added AFTER INSERT ON conversations BEGIN
      INSERT INTO search_entries (kind, ref, title, body, at_ms) VALUES ('conversation', new.id, new.title, '', new.updated_at_ms);
    END;
    CREATE TRIGGER search_conversation_renamed AFTER UPDATE OF title ON conversations WHEN old.title <> new.title BEGIN
      UPDATE search_entries SET title = new.title WHERE kind = 'conversation' AND ref = new.id;
    END;
    CREATE TRIGGER search_conversation_removed AFTER DELETE ON conversations BEGIN
      DELETE FROM search_entries WHERE kind = 'conversation' AND ref = old.id;
    END;
    CREATE TRIGGER search_message_added AFTER INSERT ON messages WHEN new.text <> '' BEGIN
      INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
        VALUES ('message', new.id, new.conversation_id, '', substr(new.text, 1, 20000), new.created_at_ms);
    END;
    CREATE TRIGGER search_message_changed AFTER UPDATE OF text ON messages WHEN old.text <> new.text BEGIN
      INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
        VALUES ('message', new.id, new.conversation_id, '', substr(new.text, 1, 20000), new.created_at_ms)
        ON CONFLICT (kind, ref) DO UPDATE SET body = excluded.body;
    END;
    CREATE TRIGGER search_message_removed AFTER DELETE ON messages BEGIN
      DELETE FROM search_entries WHERE kind = 'message' AND ref = old.id;
    END;
    CREATE TRIGGER search_flow_added AFTER INSERT ON scheduled_flows WHEN new.listed = 1 BEGIN
      INSERT INTO search_entries (kind, ref, title, body, at_ms)
        VALUES ('flow', new.id, new.name, new.task || char(10) || new.request, new.created_at_ms);
    END;
    CREATE TRIGGER search_flow_changed AFTER UPDATE OF name, task, request ON scheduled_flows WHEN new.listed = 1 BEGIN
      UPDATE search_entries SET title = new.name, body = new.task || char(10) || new.request WHERE kind = 'flow' AND ref = new.id;
    END;
    CREATE TRIGGER search_flow_removed AFTER DELETE ON scheduled_flows BEGIN
      DELETE FROM search_entries WHERE kind = 'flow' AND ref = old.id;
    END;
    CREATE TRIGGER search_run_failed AFTER UPDATE OF error ON runs WHEN new.error IS NOT NULL AND new.dry_run = 0 BEGIN
      INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
        VALUES ('run', new.id, new.flow_id, new.error, coalesce(new.cause, ''), new.started_at_ms)
        ON CONFLICT (kind, ref) DO UPDATE SET title = excluded.title, body = excluded.body;
    END;
    CREATE TRIGGER search_run_reopened AFTER UPDATE OF error ON runs WHEN old.error IS NOT NULL AND new.error IS NULL BEGIN
      DELETE FROM search_entries WHERE kind = 'run' AND ref = new.id;
    END;
    CREATE TRIGGER search_run_removed AFTER DELETE ON runs WHEN old.error IS NOT NULL BEGIN
      DELETE FROM search_entries WHERE kind = 'run' AND ref = old.id;
    END;
    CREATE TRIGGER search_notification_added AFTER INSERT ON notifications BEGIN
      INSERT INTO search_entries (kind, ref, parent, title, body, at_ms)
        VALUES ('notification', new.id, new.run_id, new.title, new.body, new.created_at_ms);
    END;
    CREATE TRIGGER search_notification_removed AFTER DELETE ON notifications BEGIN
      DELETE FROM search_entries WHERE kind = 'notification' AND ref = old.id;
    END;

    CREATE INDEX runs_listed ON runs (started_at_ms, id) WHERE dry_run = 0;
    CREATE INDEX runs_failed ON runs (started_at_ms, id) WHERE dry_run = 0 AND status IN ('FAILED', 'TIMED_OUT');
    CREATE INDEX approvals_by_time ON approvals (created_at_ms, id);
  `,
};
