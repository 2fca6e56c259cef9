import { z } from 'zod';
import { runPath } from '../../domain/flow-graph.ts';
import { runStep, runSummary, shownRun } from '../../domain/run.ts';
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
  /** Without what the page does not show at once: the events, and what each step was given and gave. */
  'runs:get': { request: z.object({ runId: id }).strict(), response: shownRun },
  /** One visit of a state in full, by the number of the event that entered it. */
  'runs:step': { request: z.object({ runId: id, seq: z.number().int() }).strict(), response: runStep },
  'runs:path': { request: z.object({ runId: id }).strict(), response: runPath },
  'runs:cancel': { request: z.object({ runId: id }).strict(), response: runSummary },
} as const;

export const runEvents = {
  'runs:changed': z.object({ runId: z.string(), flowId: z.string() }),
} as const;
