import { z } from 'zod';
import { approval, approvalOfFlow } from '../../domain/approval.ts';
import { id, nothing } from './common.ts';

export const approvalChannels = {
  /** The longest waiting first. */
  'approvals:pending': { request: nothing, response: z.array(approvalOfFlow) },
  'approvals:decided': {
    request: z
      .object({
        limit: z.number().int().min(1).max(200).default(50),
        after: z.object({ createdAtMs: z.number(), id }).strict().optional(),
      })
      .strict(),
    response: z.array(approvalOfFlow),
  },
  'approvals:decide': {
    request: z
      .object({ approvalId: id, decision: z.enum(['approved', 'denied']), note: z.string().max(2_000).nullable() })
      .strict(),
    response: approval,
  },
} as const;

export const approvalEvents = {
  'approvals:changed': z.object({}),
} as const;
