import type { ModelEndpoint, ModelTestReport } from '../../../shared/domain/model.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one } from '../sql.ts';

interface Row {
  id: string;
  label: string;
  base_url: string;
  model: string;
  context_tokens: number;
  max_output_tokens: number;
  test: string | null;
}

/** Adds it, or changes the one of that id. */
export function saveModelEndpoint(db: Database, endpoint: ModelEndpoint, nowMs: number): void {
  changeOne(
    db,
    `INSERT INTO model_endpoints (id, label, base_url, model, context_tokens, max_output_tokens, test, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET label = excluded.label, base_url = excluded.base_url, model = excluded.model,
       context_tokens = excluded.context_tokens, max_output_tokens = excluded.max_output_tokens, test = excluded.test`,
    endpoint.id,
    endpoint.label,
    endpoint.baseUrl,
    endpoint.model,
    endpoint.contextTokens,
    endpoint.maxOutputTokens,
    endpoint.test && JSON.stringify(endpoint.test),
    nowMs,
  );
}

export function listModelEndpoints(db: Database): ModelEndpoint[] {
  return all<Row>(db, `SELECT * FROM model_endpoints ORDER BY created_at_ms, id`).map(toEndpoint);
}

export function findModelEndpoint(db: Database, id: string): ModelEndpoint | undefined {
  const row = one<Row>(db, `SELECT * FROM model_endpoints WHERE id = ?`, id);
  return row && toEndpoint(row);
}

/** @returns when it had been added; undefined when there was none */
export function deleteModelEndpoint(db: Database, id: string): number | undefined {
  return one<{ addedAtMs: number }>(
    db,
    `DELETE FROM model_endpoints WHERE id = ? RETURNING created_at_ms AS addedAtMs`,
    id,
  )?.addedAtMs;
}

function toEndpoint(row: Row): ModelEndpoint {
  return {
    id: row.id,
    label: row.label,
    baseUrl: row.base_url,
    model: row.model,
    contextTokens: row.context_tokens,
    maxOutputTokens: row.max_output_tokens,
    test: row.test === null ? null : (JSON.parse(row.test) as ModelTestReport),
  };
}
