import { z } from 'zod';

/** Something found. `excerpt` marks the words that matched with \u0002 before and \u0003 after each. */
export const searchHit = z.object({
  kind: z.enum(['conversation', 'message', 'flow', 'run', 'notification']),
  id: z.string(),
  /** Where it leads: a message's conversation, a notification's run; null where it leads to itself. */
  parent: z.string().nullable(),
  title: z.string(),
  excerpt: z.string(),
  atMs: z.number(),
});
export type SearchHit = z.infer<typeof searchHit>;
