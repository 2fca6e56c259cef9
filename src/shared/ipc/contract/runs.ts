import { z } from 'zod';
import { changedFile } from '../../domain/changed-file.ts';
import { runPath } from '../../domain/flow-graph.ts';
import { runStep, runSummary, shownRun } from '../../domain/run.ts';
import { runComparison } from '../../domain/run-comparison.ts';
import { id } from './common.ts';

const started = z.object({ runId: z.string() });

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
  'runs:compare': { request: z.object({ runId: id, otherId: id }).strict(), response: runComparison },
  /** Takes up one that ended badly, where it ended. */
  'runs:resume': { request: z.object({ runId: id }).strict(), response: started },
  /** A new run with the recorded results before a step, by the number of the event that entered it. */
  'runs:fork': { request: z.object({ runId: id, seq: z.number().int() }).strict(), response: started },
  /** A new run with the same input. */
  'runs:again': { request: z.object({ runId: id }).strict(), response: started },
  /** Files it changed, newest first. */
  'runs:files': { request: z.object({ runId: id }).strict(), response: z.array(changedFile) },
  /** `force`: also what was changed since, of which a copy is kept. The undoing is a change of its own, which can be undone too. */
  'runs:undo-file': {
    request: z.object({ changeId: id, force: z.boolean() }).strict(),
    response: z.object({ changeId: id }),
  },
  'runs:undo-files': {
    request: z.object({ runId: id, force: z.boolean() }).strict(),
    response: z.object({
      /** Each undoing's id, in the order they happened. */
      undoing: z.array(id),
      refused: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
    }),
  },
  'runs:cancel': { request: z.object({ runId: id }).strict(), response: runSummary },
} as const;

export const runEvents = {
  'runs:changed': z.object({ runId: z.string(), flowId: z.string() }),
} as const;
