/** Flows. */
import { z } from 'zod';
import { flowDetail, flowListItem, flowSummary } from '../../domain/flow.ts';
import { flowGraph } from '../../domain/flow-graph.ts';
import { telling } from '../../domain/telling.ts';
import { id, nothing } from './common.ts';

export const flowChannels = {
  /** Every listed flow by name, a few words each. */
  'flows:list': { request: nothing, response: z.array(flowListItem) },
  /** Those in sight, in full; unknown ones are left out. */
  'flows:summaries': {
    request: z.object({ flowIds: z.array(id).max(100) }).strict(),
    response: z.array(flowSummary),
  },
  'flows:get': { request: z.object({ flowId: id }).strict(), response: flowDetail },
  /** The current version, unless another is asked for: a past run's. */
  'flows:graph': {
    request: z.object({ flowId: id, version: z.number().int().optional() }).strict(),
    response: flowGraph,
  },
  'flows:run': { request: z.object({ flowId: id }).strict(), response: z.object({ runId: z.string() }) },
  'flows:pause': { request: z.object({ flowId: id }).strict(), response: flowSummary },
  'flows:resume': { request: z.object({ flowId: id }).strict(), response: flowSummary },
  /** Which of its scheduled runs the user hears of. */
  'flows:set-telling': { request: z.object({ flowId: id, telling }).strict(), response: flowDetail },
  'flows:cancel': { request: z.object({ flowId: id }).strict(), response: flowSummary },
  /** Possible until the app ends. */
  'flows:undo-cancel': { request: z.object({ flowId: id }).strict(), response: flowSummary },
} as const;

export const flowEvents = {
  'flows:changed': z.object({ flowId: z.string() }),
} as const;
