import { z } from 'zod';

/** Something the user asked to remember: kept in their words, shown to them, and deleted when they say so. */
export const fact = z.object({ id: z.string(), text: z.string().min(1).max(2_000), createdAtMs: z.number() });
export type Fact = z.infer<typeof fact>;
