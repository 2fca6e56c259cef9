import { z } from 'zod';
import { searchHit } from '../../domain/search.ts';

export const searchChannels = {
  /** Conversations, messages, flows, failed runs and notifications, or some of these; the best first. */
  'search:everything': {
    request: z
      .object({
        text: z.string().max(500),
        limit: z.number().int().min(1).max(100).default(30),
        kinds: z.array(searchHit.shape.kind).min(1).optional(),
      })
      .strict(),
    response: z.array(searchHit),
  },
} as const;
