import { z } from 'zod';
import { toolGrant } from './grant.ts';

/** A worker in the list: who it is and where it works. */
export const workerListItem = z.object({
  id: z.string(),
  name: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  flowStatus: z.enum(['on', 'paused', 'cancelled']),
  tools: z.array(z.string()),
  createdAtMs: z.number(),
  /** Calls of its that the broker did not pass. */
  refusals: z.number(),
});
export type WorkerListItem = z.infer<typeof workerListItem>;

/** What a worker may do and what became of it. */
export const workerDetail = workerListItem.extend({
  prompt: z.string(),
  grants: z.array(toolGrant),
  /** What it may do, in words. */
  may: z.array(z.string()),
  refused: z.array(z.object({ tool: z.string(), reason: z.string(), runId: z.string(), atMs: z.number() })),
});
export type WorkerDetail = z.infer<typeof workerDetail>;
