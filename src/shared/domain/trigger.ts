import { z } from 'zod';

/** What makes a flow run besides the clock. Each firing is a row of the same ledger, under the same policies and pauses. */

export const fileEvent = z.enum(['created', 'changed', 'deleted']);
export type FileEvent = z.infer<typeof fileEvent>;

/**
 * - file: `path` is a file, a folder (everything in it, at any depth) or a glob (`inbox/*.csv`), relative to the workspace or
 *   absolute; an absolute one is watched because the plan that names it was approved. Fires once nothing has moved for `settleMs`.
 * - flow: after each run of another flow (its id or name) that ended so. - app-start, wake: the app started, the machine woke.
 * - webhook: its address was called; `hmac`: only with a signature made with the secret `webhook:<flow id>`.
 * - manual: `trigger fire`, which unlike a run by hand stands in the ledger and keeps to the policies.
 */
export const triggerSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    path: z.string().min(1).max(1_000),
    on: z.array(fileEvent).min(1).default(['created', 'changed', 'deleted']),
    settleMs: z.number().int().min(0).max(600_000).default(2_000),
  }),
  z.strictObject({
    kind: z.literal('flow'),
    flow: z.string().min(1),
    on: z.enum(['succeeded', 'failed', 'any']).default('any'),
  }),
  z.strictObject({ kind: z.literal('app-start') }),
  z.strictObject({ kind: z.literal('wake') }),
  z.strictObject({ kind: z.literal('webhook'), hmac: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('manual') }),
]);
export type TriggerSpec = z.output<typeof triggerSpec>;
export type TriggerKind = TriggerSpec['kind'];

/** A trigger as every list and page shows it. */
export const triggerView = z.object({ id: z.string(), kind: z.string(), words: z.string(), spec: triggerSpec });
export type TriggerView = z.infer<typeof triggerView>;

/** Something that happened. `firing` is the due time of its row in the ledger; null when it fired nothing, for that reason. */
export const triggerEvent = z.object({
  id: z.number(),
  triggerId: z.string(),
  /** `created`, `changed`, `deleted`, `succeeded`, `failed`, `cancelled`, `started`, `woke`, `called`, `fired`. */
  what: z.string(),
  /** A path, a run's id; empty where there is nothing to name. */
  subject: z.string(),
  atMs: z.number(),
  firing: z.number().nullable(),
  reason: z.string().nullable(),
});
export type TriggerEvent = z.infer<typeof triggerEvent>;

/** As the flow's page shows it: with the calls of a webhook that were refused, by reason. */
export const flowTrigger = triggerView.extend({
  refusals: z.array(z.object({ reason: z.string(), count: z.number() })),
});
export type FlowTrigger = z.infer<typeof flowTrigger>;

/** Whether webhooks are on, and where they listen or would listen. */
export const webhookState = z.object({
  on: z.boolean(),
  listening: z.boolean(),
  port: z.number(),
  /** Why they do not listen although they are on. */
  error: z.string().nullable(),
});
export type WebhookState = z.infer<typeof webhookState>;

/** `isNew`: the secret is in `url`, now and never again; else `<secret>` stands in its place. */
export const webhookAddress = z.object({
  triggerId: z.string(),
  url: z.string(),
  isNew: z.boolean(),
  on: z.boolean(),
});
export type WebhookAddress = z.infer<typeof webhookAddress>;
