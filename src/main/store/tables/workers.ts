import type { FlowStatus } from '../../../shared/domain/flow.ts';
import type { Worker } from '../../../shared/domain/grant.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one } from '../sql.ts';
import { readWorkerIds } from './flows.ts';

interface WorkerRow {
  id: string;
  name: string;
  tools: string;
  prompt: string;
  agent: string | null;
  user_id: string;
  created_at_ms: number;
}

export function insertWorker(db: Database, worker: Worker): void {
  changeOne(
    db,
    `INSERT INTO workers (id, name, tools, prompt, agent, user_id, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    worker.id,
    worker.name,
    JSON.stringify(worker.tools),
    worker.prompt,
    worker.agent ? JSON.stringify(worker.agent) : null,
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
    ...(row.agent === null ? {} : { agent: JSON.parse(row.agent) as NonNullable<Worker['agent']> }),
    userId: row.user_id,
    createdAtMs: row.created_at_ms,
  };
}

export interface WorkerOfFlow {
  id: string;
  name: string;
  tools: string;
  flowId: string;
  flowName: string;
  flowStatus: FlowStatus;
  createdAtMs: number;
}

/** Every worker of a listed flow's current version, by its flow's name. */
export function listWorkersOfFlows(db: Database): WorkerOfFlow[] {
  return all<WorkerOfFlow>(
    db,
    `SELECT workers.id AS id, workers.name AS name, workers.tools AS tools, workers.created_at_ms AS createdAtMs,
       flow.id AS flowId, flow.name AS flowName, flow.status AS flowStatus
     FROM scheduled_flows AS flow
     JOIN flow_versions AS version ON version.flow_id = flow.id AND version.version = flow.current_version
     JOIN json_each(version.worker_ids) AS hired
     JOIN workers ON workers.id = hired.value
     WHERE flow.listed = 1 ORDER BY flow.name COLLATE NOCASE, workers.name`,
  );
}

/** Who works under a name in one version of a flow. */
export function workerOf(
  db: Database,
  { flowId, version }: { flowId: string; version: number },
  name: string,
): Worker | undefined {
  const workerId = readWorkerIds(db, flowId, version)[name];
  return workerId === undefined ? undefined : findWorker(db, workerId);
}
