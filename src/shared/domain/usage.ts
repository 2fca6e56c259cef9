import { z } from 'zod';

export const usageRole = z.enum(['assistant', 'orchestrator', 'worker']);
export type UsageRole = z.infer<typeof usageRole>;

/** What was used. `money` is in US dollars and null when a call's price is not known. */
export const usageTotals = z.object({
  modelCalls: z.number(),
  toolCalls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  money: z.number().nullable(),
  /** Some of it was counted by us, or reserved by a call whose outcome is not known. */
  estimated: z.boolean(),
});
export type UsageTotals = z.infer<typeof usageTotals>;

/** A month's usage. Flows without any are listed with what their runs came to: 0. */
export const usageReport = z.object({
  /** `2026-11`, in the user's time zone. */
  month: z.string(),
  total: usageTotals,
  flows: z.array(usageTotals.extend({ flowId: z.string().nullable(), name: z.string(), runs: z.number() })),
  roles: z.array(usageTotals.extend({ role: usageRole })),
  models: z.array(usageTotals.extend({ endpoint: z.string(), model: z.string() })),
});
export type UsageReport = z.infer<typeof usageReport>;
