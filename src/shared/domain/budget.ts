import { z } from 'zod';

/**
 * What may be spent at most; what is left out has no limit here. Tokens count what a model reads and what it writes together,
 * money is in US dollars, tool calls are those a flow's steps and its agents make.
 */
export const spendingLimits = z
  .object({
    tokens: z.number().int().positive().optional(),
    money: z.number().positive().optional(),
    toolCalls: z.number().int().positive().optional(),
  })
  .strict();
export type SpendingLimits = z.infer<typeof spendingLimits>;

/** What holds for a day: besides, how many runs may begin. One that another flow starts is a part of that flow's run and not counted. */
export const dayLimits = spendingLimits.extend({ runs: z.number().int().positive().optional() });
export type DayLimits = z.infer<typeof dayLimits>;

/** What one flow may spend, its child flows included. Agreed on the plan card and frozen with the flow's version. */
export const flowBudget = z
  .object({
    perRun: spendingLimits.optional(),
    perDay: dayLimits.optional(),
    /** A run's whole time, waiting included: it becomes the definition's TimeoutSeconds. */
    minutesPerRun: z.number().positive().max(525_600).optional(),
    /**
     * `ask`: the run parks in the approvals inbox; `stop`: the step fails with Budget.Exceeded, which the flow may catch, and a firing
     * over the runs of its day is skipped.
     */
    whenReached: z.enum(['ask', 'stop']).default('ask'),
  })
  .strict();
export type FlowBudget = z.infer<typeof flowBudget>;

/** What everything together may spend, and what a run may spend whose flow says nothing. */
export interface GlobalBudget {
  perRun: SpendingLimits;
  perDay: DayLimits;
  perMonth: SpendingLimits;
}

/** US dollars for a million tokens. */
export const modelPrice = z
  .object({ inputPerMillion: z.number().nonnegative(), outputPerMillion: z.number().nonnegative() })
  .strict();
export type ModelPrice = z.infer<typeof modelPrice>;

/** By `endpoint/model`, or by the model alone where it costs the same everywhere. */
export const modelPrices = z.record(z.string(), modelPrice);
