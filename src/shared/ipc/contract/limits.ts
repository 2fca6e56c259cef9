/** What a flow may spend, and what was refused to it. */
import { z } from 'zod';
import { flowBudget } from '../../domain/budget.ts';
import { flowLimits } from '../../domain/flow-limits.ts';
import { id } from './common.ts';

export const limitChannels = {
  'limits:of-flow': { request: z.object({ flowId: id }).strict(), response: flowLimits },
  /** The whole budget: what is left out has no limit. Later runs begin with it. */
  'limits:set-budget': { request: z.object({ flowId: id, budget: flowBudget }).strict(), response: flowLimits },
} as const;
