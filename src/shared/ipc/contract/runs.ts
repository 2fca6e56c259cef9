import { z } from 'zod';
import { runSummary, shownRun } from '../../domain/run.ts';
import { id } from './common.ts';

export const runChannels = {
  'runs:list': {
    request: z
      .object({
        flowId: id.optional(),
        /** `failed`: also those that took too long. `open`: under way or waiting for the user. */
        group: z.enum(['failed', 'open']).optional(),
        /** The last one of the page before. */
        after: z
          .object({ startedAtMs: z.number(), id: z.string().max(200) })
          .strict()
          .optional(),
        limit: z.number().int().min(1).max(500).default(50),
      })
      .strict(),
    response: z.array(runSummary),
  },
  'runs:count': {
    request: z.object({ group: z.enum(['failed', 'open']).optional() }).strict(),
    response: z.object({ count: z.number() }),
  },
  /** Without the events, which the page does not show. */
  'runs:get': { request: z.object({ runId: id }).strict(), response: shownRun },
  'runs:cancel': { request: z.object({ runId: id }).strict(), response: runSummary },
} as const;

export const runEvents = {
  'runs:changed': z.object({ runId: z.string(), flowId: z.string() }),
} as const;
