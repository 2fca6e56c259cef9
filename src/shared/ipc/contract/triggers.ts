/** What fires a flow besides the clock. */
import { z } from 'zod';
import { flowTrigger, triggerEvent, triggerSpec, webhookAddress, webhookState } from '../../domain/trigger.ts';
import { id, nothing } from './common.ts';

const triggers = z.object({ triggers: z.array(flowTrigger), webhooks: webhookState });
const ofFlow = z.object({ flowId: id, triggerId: id }).strict();

export const triggerChannels = {
  'triggers:of-flow': { request: z.object({ flowId: id }).strict(), response: triggers },
  'triggers:add': {
    request: z.object({ flowId: id, spec: triggerSpec }).strict(),
    response: triggers.extend({ triggerId: z.string() }),
  },
  'triggers:remove': { request: ofFlow, response: triggers },
  /** Undo: it goes on with what it has seen, a webhook at its address. */
  'triggers:restore': { request: ofFlow, response: triggers },
  /** What happened lately, newest first, and the firing that came of it. */
  'triggers:events': {
    request: z.object({ flowId: id, limit: z.number().int().min(1).max(200).default(30) }).strict(),
    response: z.array(triggerEvent),
  },
  /** By hand, where a flow has a trigger for that. */
  'triggers:fire': {
    request: z.object({ flowId: id }).strict(),
    response: z.object({ occurrenceId: z.string().nullable() }),
  },
  /** `renew` ends the address before. */
  'triggers:webhook-address': {
    request: z.object({ flowId: id, renew: z.boolean() }).strict(),
    response: webhookAddress,
  },
  'triggers:webhooks': { request: nothing, response: webhookState },
} as const;
