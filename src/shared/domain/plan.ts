import { z } from 'zod';
import { workerSpec } from './grant.ts';
import { scheduleView } from './schedule.ts';

/**
 * A flow in plain English, read back from its definition. `value` parts are the things a user may want to change
 * (an address, a threshold, a table); `text` parts are the words around them.
 */
/** One value of the definition that a part of the outline shows. */
export const outlineEdit = z.object({
  /** JSON Pointer of the text or number. */
  path: z.string(),
  /** Which of the values written out in the expression at that path; null: the whole. */
  place: z.number().nullable(),
  /** `duration`: seconds. `time`: ISO 8601. A `text` may hold names in ‹›, each standing for a value that is worked out. */
  kind: z.enum(['number', 'text', 'url', 'duration', 'time']),
  /** What it is, in a word or two. */
  label: z.string(),
  value: z.string(),
});
export type OutlineEdit = z.infer<typeof outlineEdit>;

export const outlinePart = z.object({
  kind: z.enum(['text', 'value']),
  text: z.string(),
  /** What of it can be changed in place; only of a flow that exists. */
  edits: z.array(outlineEdit).optional(),
});
export type OutlinePart = z.infer<typeof outlinePart>;

export interface OutlineStep {
  /** The state's name in the definition; null for words between states ("otherwise"). */
  state: string | null;
  parts: OutlinePart[];
  /** Steps that happen inside this one: a branch, a loop's body. */
  children: OutlineStep[];
}
export const outlineStep: z.ZodType<OutlineStep> = z.object({
  state: z.string().nullable(),
  parts: z.array(outlinePart),
  get children() {
    return z.array(outlineStep);
  },
});

export const planStatus = z.enum(['proposed', 'approved', 'discarded', 'superseded']);

/** The plan card: everything the user agrees to. Frozen once approved. */
export const plan = z.object({
  id: z.string(),
  conversationId: z.string().nullable(),
  status: planStatus,
  name: z.string(),
  /** The task in one sentence. */
  task: z.string(),
  /** The user's request this plan answers, in their words. */
  request: z.string(),
  /** The flow as text with conditions and the schedule as text: what `delegate_to_orchestrator` is called with. */
  flowText: z.string(),
  scheduleText: z.string().nullable(),
  steps: z.array(outlineStep),
  schedule: scheduleView.nullable(),
  workers: z.array(workerSpec.extend({ may: z.array(z.string()) })),
  /** What a run may change or send, in words. Empty: it only reads. */
  effects: z.array(z.string()),
  ifItFails: z.string(),
  /** `tokensPerRun` is 0 when no step asks a model, null when there is no limit. `words`: one line a limit. */
  budget: z.object({ tokensPerRun: z.number().nullable(), words: z.array(z.string()) }),
  /** What was assumed because the request did not say. */
  assumptions: z.array(z.string()),
  /** The flow this is a new version of, and what is different in it; null for a new flow. */
  changes: z
    .object({
      flowId: z.string(),
      lines: z.array(z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string() })),
    })
    .nullable(),
  /** Set once approved. */
  flowId: z.string().nullable(),
});
export type Plan = z.infer<typeof plan>;

/** What a dry run found: reads were real, effects were only described. */
export const dryRunReport = z.object({
  status: z.string(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  /** One line an effect, in the order they would happen: "would add a row to price_log: …". */
  effects: z.array(z.object({ tool: z.string(), summary: z.string() })),
  steps: z.array(z.object({ state: z.string(), summary: z.string() })),
});
export type DryRunReport = z.infer<typeof dryRunReport>;
