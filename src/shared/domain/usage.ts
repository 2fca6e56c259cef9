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

/** One day of the user's calendar: the runs that began on it, by how they ended, and what models used. */
export const usageDay = z.object({
  /** `2026-11-22`. */
  day: z.string(),
  succeeded: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  /** Under way, or waiting for the user. */
  open: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** US dollars; what calls without a known price cost is not in it. */
  money: z.number(),
});
export type UsageDay = z.infer<typeof usageDay>;

/** What is spent of a limit of the settings. Tokens, US dollars, or runs that began. */
export const usageBudget = z.object({
  span: z.enum(['day', 'month']),
  kind: z.enum(['tokens', 'money', 'runs']),
  limit: z.number(),
  spent: z.number(),
});
export type UsageBudget = z.infer<typeof usageBudget>;

/** A month as the Usage page shows it. */
export const usageMonth = z.object({
  /** `flows` holds those that used or ran most. */
  report: usageReport,
  otherFlows: z.number(),
  days: z.array(usageDay),
  /** The oldest month there is something of, and the present one. */
  firstMonth: z.string(),
  thisMonth: z.string(),
  /** Of now, whatever month is shown. */
  budgets: z.array(usageBudget),
});
export type UsageMonth = z.infer<typeof usageMonth>;
