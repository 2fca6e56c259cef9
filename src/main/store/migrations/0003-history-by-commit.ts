import type { Migration } from './migration.ts';

/** A run's history has one row for each of its commits instead of one for each event; the view `events` reads as the table did. */
export const historyByCommit: Migration = {
  version: 3,
  up: `
    CREATE TABLE history (
      run_id TEXT NOT NULL,
      -- The number of the first event in this row.
      seq INTEGER NOT NULL,
      -- What was committed at once, in order: [[type, scope, state or null, at_ms, data], ...].
      events TEXT NOT NULL,
      PRIMARY KEY (run_id, seq)
    ) STRICT;
    INSERT INTO history (run_id, seq, events)
      SELECT run_id, seq, json_array(json_array(type, scope, state, at_ms, json(data))) FROM events ORDER BY run_id, seq;
    DROP TABLE events;
    CREATE VIEW events AS
      SELECT
        history.run_id AS run_id,
        history.seq + event.key AS seq,
        event.value ->> 0 AS type,
        event.value ->> 1 AS scope,
        event.value ->> 2 AS state,
        event.value ->> 3 AS at_ms,
        event.value -> 4 AS data
      FROM history, json_each(history.events) AS event;
  `,
};
