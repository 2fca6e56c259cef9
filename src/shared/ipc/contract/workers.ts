import { z } from 'zod';
import { workerDetail, workerListItem } from '../../domain/worker.ts';
import { id, nothing } from './common.ts';

export const workerChannels = {
  'workers:list': { request: nothing, response: z.array(workerListItem) },
  'workers:get': { request: z.object({ workerId: id }).strict(), response: workerDetail },
} as const;
