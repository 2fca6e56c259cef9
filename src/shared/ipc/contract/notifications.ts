import { z } from 'zod';
import { notification } from '../../domain/notification.ts';
import { id, nothing } from './common.ts';

export const notificationChannels = {
  /** Newest first; `after` is the last one of the page before. */
  'notifications:list': {
    request: z
      .object({
        limit: z.number().int().min(1).max(200).default(50),
        kinds: z.array(notification.shape.kind).max(10).optional(),
        after: z.object({ createdAtMs: z.number(), id }).strict().optional(),
      })
      .strict(),
    response: z.array(notification),
  },
  /** All there is has been seen. */
  'notifications:seen': { request: nothing, response: nothing },
} as const;

export const notificationEvents = {
  'notifications:changed': z.object({}),
} as const;
