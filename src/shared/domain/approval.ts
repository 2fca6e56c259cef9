import { z } from 'zod';

/** A step that waits for the user's decision. It survives a restart and expires. */
export const approval = z.object({
  id: z.string(),
  runId: z.string(),
  flowId: z.string(),
  state: z.string(),
  question: z.string(),
  detail: z.string().nullable(),
  status: z.enum(['pending', 'approved', 'denied', 'expired', 'withdrawn']),
  note: z.string().nullable(),
  expiresAtMs: z.number(),
  createdAtMs: z.number(),
  decidedAtMs: z.number().nullable(),
});
export type Approval = z.infer<typeof approval>;

/** What a Task with the resource `approval` is called with. */
export const approvalArguments = z.strictObject({
  question: z.string().min(1).max(500).describe('What is to be decided, as a question.'),
  detail: z.string().max(10_000).optional().describe('What the user needs to know to decide.'),
  expiresInSeconds: z
    .number()
    .int()
    .min(1)
    .max(31_536_000)
    .default(604_800)
    .describe('After this long without a decision the step fails with Approval.Expired.'),
});

/** As the window shows it: with the name of the flow that asks. */
export const approvalOfFlow = approval.extend({ flowName: z.string() });
export type ApprovalOfFlow = z.infer<typeof approvalOfFlow>;
