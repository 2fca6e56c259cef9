import { z } from 'zod';
import { flowBudget } from './budget.ts';

/** What holds a flow back, besides its workers' grants: its budget, and which calls were refused lately. */
export const flowLimits = z.object({
  budget: flowBudget,
  /** Workers that whole steps are handed to: only those ask a model. */
  agents: z.array(z.string()),
  refused: z.array(
    z.object({ worker: z.string(), tool: z.string(), reason: z.string(), runId: z.string(), atMs: z.number() }),
  ),
});
export type FlowLimits = z.infer<typeof flowLimits>;
