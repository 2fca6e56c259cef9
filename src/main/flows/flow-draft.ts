import { z } from 'zod';
import { flowBudget } from '../../shared/domain/budget.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import { workerSpec } from '../../shared/domain/grant.ts';
import { scheduleSpec } from '../../shared/domain/schedule.ts';
import type { TriggerSpec } from '../../shared/domain/trigger.ts';

/** A flow that is written but not yet agreed: what a plan card is made from, and what its approval sets up unchanged. */
export interface FlowDraft extends z.infer<typeof draftFields> {
  definition: StateMachine;
  /** What fires it besides its schedule; absent in a change: as it is. */
  triggers?: TriggerSpec[];
  /** Flows that are set up before this one, which it may call as `flow:<name>`. */
  also?: FlowDraft[];
  /** The flow that this is a new version of: it keeps its runs and its ledger. `before`: how it read, for the difference. */
  changes?: { flowId: string; before?: string[] };
  /** Flows that end when this one is set up. */
  cancels?: Array<{ id: string; name: string }>;
  /** Runs once, at its approval, and is not listed among the flows: something the user was asked about in the chat. */
  once?: boolean;
}

const draftFields = z.object({
  name: z.string(),
  /** The task in one sentence. */
  task: z.string(),
  /** The user's words. */
  request: z.string(),
  flowText: z.string(),
  scheduleText: z.string().nullable(),
  schedule: scheduleSpec.nullable(),
  workers: z.array(workerSpec),
  ifItFails: z.string(),
  assumptions: z.array(z.string()),
  /** What it may spend; left out, what the settings say. */
  budget: flowBudget.optional(),
});
