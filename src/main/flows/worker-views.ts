/** Workers as the window shows them. */
import type { ToolGrant } from '../../shared/domain/grant.ts';
import type { WorkerDetail, WorkerListItem } from '../../shared/domain/worker.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { countRefusals, refusalsOfWorker } from '../store/tables/refusals.ts';
import { findWorker, listWorkersOfFlows, type WorkerOfFlow } from '../store/tables/workers.ts';
import { mayInWords } from './describe.ts';

const refusalsShown = 50;

export function workerList(db: Database): WorkerListItem[] {
  const refusals = countRefusals(db);
  return listWorkersOfFlows(db).map((row) => listItem(row, refusals));
}

/** @throws MajordomoError `Worker.Unknown` */
export function workerDetailOf(db: Database, workerId: string): WorkerDetail {
  const worker = findWorker(db, workerId);
  const row = listWorkersOfFlows(db).find(({ id }) => id === workerId);
  if (!worker || !row)
    throw new MajordomoError({
      code: 'Worker.Unknown',
      message: 'This worker is gone: its flow has hired another one. See the Workers page.',
      data: { workerId },
    });
  return {
    ...listItem(row, countRefusals(db)),
    prompt: worker.prompt,
    grants: worker.tools,
    may: mayInWords(worker),
    refused: refusalsOfWorker(db, { flowId: row.flowId, worker: row.name, limit: refusalsShown }),
  };
}

function listItem({ tools, ...row }: WorkerOfFlow, refusals: Map<string, number>): WorkerListItem {
  const granted = JSON.parse(tools) as ToolGrant[];
  return {
    ...row,
    tools: granted.map(({ tool }) => tool),
    refusals: refusals.get(`${row.flowId}\n${row.name}`) ?? 0,
  };
}
