import { z } from 'zod';
import type { WireError } from './errors.ts';
import { jsonObject } from './json.ts';

/** Apart from `errors.ts`, which the page reads before its first paint: a schema would bring zod with it. */
export const wireError = z.object({
  code: z.string(),
  message: z.string(),
  data: jsonObject.default({}),
}) satisfies z.ZodType<WireError>;
