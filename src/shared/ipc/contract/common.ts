import { z } from 'zod';

/** A request or an answer that carries nothing. */
export const nothing = z.object({}).strict();
export const id = z.string().min(1).max(200);
