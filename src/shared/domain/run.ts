import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { usageTotals } from './usage.ts';

export const runStatus = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PARKED']);
export type RunStatus = z.infer<typeof runStatus>;

export const runSummary = z.object({
  id: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  version: z.number(),
  status: runStatus,
  /** What started it: `schedule`, `manual`, `terminal`, or the kind of its trigger (`file`, `flow`, `webhook` …). */
  trigger: z.string(),
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});
export type RunSummary = z.infer<typeof runSummary>;

/** One event of a run's history. `type` is in the terms of Step Functions (`TaskScheduled`, `WaitStateEntered` …). */
export const runEvent = z.object({
  seq: z.number(),
  type: z.string(),
  /** The state it belongs to, null for events of the whole run. */
  state: z.string().nullable(),
  /** Where in the tree of Map iterations and Parallel branches: "" at the top. */
  scope: z.string(),
  at: z.string(),
  data: z.record(z.string(), jsonValue),
});
export type RunEventView = z.infer<typeof runEvent>;

/** One thing an agent asked for, in order: an answer of its model, or a call of a tool. */
export const agentEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    at: z.string(),
    /** What it was told before it answered, when its last result did not fit. */
    feedback: z.string().nullable(),
    /** Null while it is not there, or never came. */
    text: z.string().nullable(),
    calls: z.array(z.object({ tool: z.string(), arguments: z.string() })),
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    error: z.string().nullable(),
    cause: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('tool'),
    at: z.string(),
    tool: z.string(),
    arguments: jsonValue,
    result: jsonValue,
    /** The call's end is not recorded yet. */
    open: z.boolean(),
    error: z.string().nullable(),
    cause: z.string().nullable(),
  }),
]);
export type AgentEntry = z.infer<typeof agentEntry>;

/** What an agent's step did, over all its tries, and what that came to. */
export const agentTrace = z.object({
  usage: usageTotals,
  tries: z.array(z.object({ prompt: z.string(), input: z.string(), entries: z.array(agentEntry) })),
});
export type AgentTrace = z.infer<typeof agentTrace>;

/** One visit of one state, folded from the events, for the run page. */
export const runStep = z.object({
  /** The number of the event that entered the state: tells the visit within the run. */
  seq: z.number(),
  state: z.string(),
  /** Its node in the flow's graph. */
  node: z.string(),
  scope: z.string(),
  stateType: z.string(),
  /** What the step does, in words ("Fetch the page 127.0.0.1/product"). */
  title: z.string(),
  resource: z.string().nullable(),
  status: z.enum(['running', 'waiting', 'succeeded', 'failed', 'caught', 'cancelled']),
  attempts: z.array(
    z.object({
      startedAtMs: z.number(),
      endedAtMs: z.number().nullable(),
      error: z.string().nullable(),
      cause: z.string().nullable(),
    }),
  ),
  enteredAtMs: z.number(),
  exitedAtMs: z.number().nullable(),
  /** When a Wait or a retry goes on. */
  resumesAtMs: z.number().nullable(),
  arguments: jsonValue.nullable(),
  input: jsonValue.nullable(),
  /** What its tool answered, before the flow made the output of it. */
  result: jsonValue.nullable(),
  output: jsonValue.nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  /** Of a step that is handed to a model; null for any other. */
  agent: agentTrace.nullable(),
});
export type RunStep = z.infer<typeof runStep>;

export const effectView = z.object({
  tool: z.string(),
  summary: z.string(),
  state: z.string(),
  at: z.string(),
  simulated: z.boolean(),
});
export type EffectView = z.infer<typeof effectView>;

/** A call that the broker did not pass, and why. */
export const refusalView = z.object({ worker: z.string(), tool: z.string(), reason: z.string(), at: z.string() });
export type RefusalView = z.infer<typeof refusalView>;

export const runDetail = z.object({
  run: runSummary.extend({ input: jsonValue.nullable(), output: jsonValue.nullable() }),
  steps: z.array(runStep),
  events: z.array(runEvent),
  effects: z.array(effectView),
  refusals: z.array(refusalView),
  notifications: z.array(z.object({ title: z.string(), body: z.string() })),
});
export type RunDetail = z.infer<typeof runDetail>;

/** A visit of a state without what it was given and gave, which is read when it is looked at. */
export const shownStep = runStep
  .omit({ arguments: true, input: true, result: true, output: true, agent: true })
  .extend({ usage: usageTotals.nullable() });
export type ShownStep = z.infer<typeof shownStep>;

/** A branch of a Parallel or an item of a Map; `number` from 1. */
const withinGroup = z.object({ kind: z.enum(['branch', 'item']), state: z.string(), number: z.number().int() });
export type WithinGroup = z.infer<typeof withinGroup>;

/** A run as the window shows it. */
export const shownRun = runDetail.omit({ events: true, steps: true }).extend({
  steps: z.array(shownStep),
  /** The run whose results up to `state` this one began with; `within`: the branches and items the state was in, outermost first. */
  forkedFrom: z.object({ runId: z.string(), state: z.string(), within: z.array(withinGroup) }).nullable(),
  /** A cancelled flow runs no more from its start. */
  flowCancelled: z.boolean(),
});
export type ShownRun = z.infer<typeof shownRun>;
