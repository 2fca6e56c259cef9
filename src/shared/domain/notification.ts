import { z } from 'zod';

export const notification = z.object({
  id: z.string(),
  /** What it is about: a firing's outcome, a flow's own message, a failure, the app itself. */
  kind: z.enum(['fired', 'flow', 'failed', 'approval', 'app']),
  title: z.string(),
  body: z.string(),
  flowId: z.string().nullable(),
  runId: z.string().nullable(),
  createdAtMs: z.number(),
  /** Delivery is recorded apart from success: `shown` by the OS, `failed` with the reason, `suppressed` by a setting. */
  delivery: z.enum(['pending', 'shown', 'failed', 'suppressed']),
  deliveryReason: z.string().nullable(),
});
export type Notification = z.infer<typeof notification>;
