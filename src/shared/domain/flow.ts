import { z } from 'zod';
import { jsonObject } from '../json.ts';
import { worker } from './grant.ts';
import { outlineStep } from './plan.ts';
import { runStatus, runSummary } from './run.ts';
import { occurrence, scheduleView } from './schedule.ts';
import { telling } from './telling.ts';
import { triggerView } from './trigger.ts';

export const flowStatus = z.enum(['on', 'paused', 'cancelled']);
export type FlowStatus = z.infer<typeof flowStatus>;

export const flowSummary = z.object({
  id: z.string(),
  name: z.string(),
  task: z.string(),
  status: flowStatus,
  schedule: scheduleView.nullable(),
  /** The last run's result; null before the first. */
  lastRun: z
    .object({ id: z.string(), status: runStatus, startedAtMs: z.number(), endedAtMs: z.number().nullable() })
    .nullable(),
  /** Statuses of the last 20 runs, oldest first. */
  health: z.array(runStatus),
  runningCount: z.number(),
});
export type FlowSummary = z.infer<typeof flowSummary>;

/** A flow in a list of thousands: no more than every row needs. What a row shows besides comes with its summary, once it is in sight. */
export const flowListItem = flowSummary
  .pick({ id: true, name: true, task: true, status: true, lastRun: true, runningCount: true })
  .extend({ createdAtMs: z.number(), nextAtMs: z.number().nullable(), scheduleText: z.string().nullable() });
export type FlowListItem = z.infer<typeof flowListItem>;

export const flowDetail = flowSummary.extend({
  telling,
  version: z.number(),
  createdAtMs: z.number(),
  request: z.string(),
  definition: jsonObject,
  outline: z.array(outlineStep),
  workers: z.array(worker.extend({ may: z.array(z.string()) })),
  effects: z.array(z.string()),
  runs: z.array(runSummary),
  triggers: z.array(triggerView),
  occurrences: z.array(occurrence),
});
export type FlowDetail = z.infer<typeof flowDetail>;
