/** A flow as a graph, in plain words: what its page draws. Which way a run took is told by the same ids. */
import { z } from 'zod';
import { runStatus, runStep } from './run.ts';

export const graphNodeKind = z.enum([
  'start',
  'end',
  'task',
  'model',
  'approval',
  'flow',
  'choice',
  'wait',
  'pass',
  'map',
  'parallel',
  /** A branch of a `parallel`, which holds its steps. */
  'branch',
  'succeed',
  'fail',
]);
export type GraphNodeKind = z.infer<typeof graphNodeKind>;

export const graphNode = z.object({
  id: z.string(),
  /** The state's name; null for the start, the end and branches. */
  state: z.string().nullable(),
  kind: graphNodeKind,
  title: z.string(),
  /** What else is to say: "trying up to 3 more times". */
  note: z.string().nullable(),
  /** The group it lies in. */
  parent: z.string().nullable(),
});
export type GraphNode = z.infer<typeof graphNode>;

export const graphEdge = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  /** `failure`: taken when the step fails. */
  kind: z.enum(['next', 'choice', 'failure']),
  /** The condition, in words. */
  label: z.string().nullable(),
});
export type GraphEdge = z.infer<typeof graphEdge>;

export const flowGraph = z.object({ version: z.number(), nodes: z.array(graphNode), edges: z.array(graphEdge) });
export type FlowGraph = z.infer<typeof flowGraph>;

/** The way a run took through its flow's graph. */
export const runPath = z.object({
  runId: z.string(),
  version: z.number(),
  status: runStatus,
  nodes: z.array(
    z.object({
      id: z.string(),
      visits: z.number(),
      /** Of the visits, what matters most: under way, then failed, then the last one's. */
      status: runStep.shape.status,
      /** Of all visits that have ended. */
      tookMs: z.number(),
      /** The visit that `status` speaks of. */
      seq: z.number(),
    }),
  ),
  edges: z.array(z.object({ id: z.string(), times: z.number() })),
});
export type RunPath = z.infer<typeof runPath>;

export const startId = '@start';
export const endId = '@end';

/** @param parent the group's id; null at the top */
export function nodeId(parent: string | null, state: string): string {
  // Names may hold anything; what separates them must not be in them.
  return `${parent === null ? '' : `${parent}/`}${encodeURIComponent(state)}`;
}

export function branchId(parallel: string, index: number): string {
  return `${parallel}[${index}]`;
}

export function edgeId(from: string, to: string, failure: boolean): string {
  return `${from}${failure ? '!' : ''}>${to}`;
}
