/** Plan cards: what was agreed, before it is a flow. */
import { z } from 'zod';
import { dryRunReport, plan } from '../../domain/plan.ts';
import { id } from './common.ts';

export const planChannels = {
  /** Approving delegates to the orchestrator; the reply with what was set up arrives as a new message. */
  'plan:approve': { request: z.object({ planId: id }).strict(), response: plan },
  'plan:discard': { request: z.object({ planId: id }).strict(), response: plan },
  'plan:dry-run': { request: z.object({ planId: id }).strict(), response: dryRunReport },
  /** Another wording, name or schedule gives a new plan that supersedes this one. */
  'plan:revise': {
    request: z
      .object({
        planId: id,
        request: z.string().min(1).optional(),
        name: z.string().min(1).max(120).optional(),
        scheduleText: z.string().min(1).optional(),
      })
      .strict(),
    response: plan,
  },
} as const;
