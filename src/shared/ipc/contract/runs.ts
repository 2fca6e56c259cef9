import { z } from 'zod';
import { runDetail, runSummary } from '../../domain/run.ts';
import { id } from './common.ts';

export const runChannels = {
  'runs:list': {
    request: z
      .object({
        flowId: id.optional(),
        limit: z.number().int().min(1).max(200).default(50),
        beforeMs: z.number().optional(),
      })
      .strict(),
    response: z.array(runSummary),
  },
  'runs:get': { request: z.object({ runId: id }).strict(), response: runDetail },
  'runs:cancel': { request: z.object({ runId: id }).strict(), response: runSummary },
} as const;

export const runEvents = {
  'runs:changed': z.object({ runId: z.string(), flowId: z.string() }),
} as const;
