import type { SearchHit } from '../../../shared/domain/search.ts';
import { matchEnd, matchStart } from '../../../shared/domain/search-marks.ts';
import type { Database } from '../database.ts';
import { all } from '../sql.ts';

const everyKind: readonly SearchHit['kind'][] = ['conversation', 'message', 'flow', 'run', 'notification'];

/**
 * Everything in which each word begins a word, the best first: a name counts for more than a text.
 * Nothing of a deleted conversation. A message is shown under its conversation's name, a run under its flow's.
 */
export function searchEverything(
  db: Database,
  text: string,
  limit: number,
  kinds: readonly SearchHit['kind'][] = everyKind,
): SearchHit[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [];
  const query = words.map((word) => `"${word}"*`).join(' ');
  return all<SearchHit>(
    db,
    `SELECT entry.kind AS kind, entry.ref AS id, entry.parent AS parent, entry.at_ms AS atMs,
       CASE entry.kind
         WHEN 'message' THEN coalesce((SELECT title FROM conversations WHERE id = entry.parent), '')
         WHEN 'run' THEN coalesce((SELECT name FROM scheduled_flows WHERE id = entry.parent), '')
         ELSE entry.title END AS title,
       CASE WHEN entry.kind = 'run' THEN snippet(search_text, -1, '${matchStart}', '${matchEnd}', '…', 14)
         ELSE snippet(search_text, 1, '${matchStart}', '${matchEnd}', '…', 14) END AS excerpt
     FROM search_text JOIN search_entries AS entry ON entry.id = search_text.rowid
     WHERE NOT EXISTS (SELECT 1 FROM conversations WHERE deleted_at_ms IS NOT NULL
         AND ((entry.kind = 'conversation' AND id = entry.ref) OR (entry.kind = 'message' AND id = entry.parent)))
       AND search_text MATCH ? AND rank MATCH 'bm25(6.0, 1.0)' AND entry.kind IN (SELECT value FROM json_each(?))
     ORDER BY rank LIMIT ?`,
    query,
    JSON.stringify(kinds),
    limit,
  );
}
