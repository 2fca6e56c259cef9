/** When a flow fires by the clock: reading a schedule, changing it, and taking the change back. */
import { z } from 'zod';
import { flowSchedule, schedulePolicies, scheduleSpec, scheduleView } from '../../domain/schedule.ts';
import { id } from './common.ts';

const text = z.object({ text: z.string().max(500), timezone: z.string().max(100).optional() }).strict();

export const scheduleChannels = {
  /** The meaning of a text, with its next firings. */
  'schedule:preview': { request: text, response: scheduleView },
  /** A text or a form as the schedule it would become; what is not understood is the error. */
  'schedule:read': {
    request: z.union([text, z.object({ spec: scheduleSpec }).strict()]),
    response: z.object({ spec: scheduleSpec, view: scheduleView }),
  },
  'schedule:of-flow': { request: z.object({ flowId: id }).strict(), response: flowSchedule },
  /** `spec` null: by hand only. What is left out stays. */
  'schedule:set': {
    request: z
      .object({ flowId: id, spec: scheduleSpec.nullable().optional(), policies: schedulePolicies.partial().optional() })
      .strict(),
    response: flowSchedule,
  },
  /** Undo: the schedule that was before goes on. */
  'schedule:restore': {
    request: z.object({ flowId: id, scheduleId: id.nullable(), policies: schedulePolicies }).strict(),
    response: flowSchedule,
  },
} as const;
