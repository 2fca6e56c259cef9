/** Two runs of a flow side by side: where they went apart, how long each step took, which values differ. */
import { z } from 'zod';
import { runStep, runSummary } from './run.ts';

/** One value that is not the same. Values are JSON, cut short; null where there is none. */
export const difference = z.object({
  of: z.enum(['input', 'arguments', 'output', 'error']),
  /** `json.price`, `items[2]`; empty for the whole. */
  path: z.string(),
  a: z.string().nullable(),
  b: z.string().nullable(),
});
export type Difference = z.infer<typeof difference>;

const side = z.object({
  seq: z.number(),
  status: runStep.shape.status,
  /** Null while it is under way. */
  tookMs: z.number().nullable(),
});
export type ComparedSide = z.infer<typeof side>;

export const comparedStep = z.object({
  state: z.string(),
  scope: z.string(),
  title: z.string(),
  /** Null where that run did not come by. */
  a: side.nullable(),
  b: side.nullable(),
  differences: z.array(difference),
  /** Differences beyond those told. */
  more: z.number(),
});
export type ComparedStep = z.infer<typeof comparedStep>;

export const runComparison = z.object({
  a: runSummary,
  b: runSummary,
  /** Of the whole runs: what they were given and what came out. */
  differences: z.array(difference),
  more: z.number(),
  /** In the order they happened. */
  steps: z.array(comparedStep),
});
export type RunComparison = z.infer<typeof runComparison>;
