import { z } from 'zod';

/** A change of a file by a step, as the window shows it. */
export const changedFile = z.object({
  id: z.string(),
  path: z.string(),
  kind: z.enum(['made', 'replaced', 'added', 'moved', 'deleted']),
  /** Where it was moved. */
  to: z.string().nullable(),
  state: z.string(),
  atMs: z.number(),
  undone: z.boolean(),
});
export type ChangedFile = z.infer<typeof changedFile>;
