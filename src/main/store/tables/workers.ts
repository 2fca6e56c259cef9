import type { Worker } from '../../../shared/domain/grant.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one } from '../sql.ts';

interface WorkerRow {
  id: string;
  name: string;
  tools: string;
  prompt: string;
  user_id: string;
  created_at_ms: number;
}

export function insertWorker(db: Database, worker: Worker): void {
  changeOne(
    db,
    `INSERT INTO workers (id, name, tools, prompt, user_id, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    worker.id,
    worker.name,
    JSON.stringify(worker.tools),
    worker.prompt,
    worker.userId,
    worker.createdAtMs,
  );
}

export function findWorker(db: Database, workerId: string): Worker | undefined {
  const row = one<WorkerRow>(db, `SELECT * FROM workers WHERE id = ?`, workerId);
  return row && toWorker(row);
}

export function listWorkers(db: Database): Worker[] {
  return all<WorkerRow>(db, `SELECT * FROM workers ORDER BY created_at_ms DESC, id DESC`).map(toWorker);
}

function toWorker(row: WorkerRow): Worker {
  return {
    id: row.id,
    name: row.name,
    tools: JSON.parse(row.tools) as Worker['tools'],
    prompt: row.prompt,
    userId: row.user_id,
    createdAtMs: row.created_at_ms,
  };
}
