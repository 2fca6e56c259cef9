/** What models and runs came to. */
import { z } from 'zod';
import { usageMonth } from '../../domain/usage.ts';

export const usageChannels = {
  /** A month such as `2026-11`; null: the present one. */
  'usage:month': {
    request: z
      .object({
        month: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
          .nullable(),
      })
      .strict(),
    response: usageMonth,
  },
} as const;
