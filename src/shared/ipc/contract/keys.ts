/** The user's keys for HTTP calls. Values go in and never come out. */
import { z } from 'zod';
import { apiKeyName, keySending, listedApiKey } from '../../domain/api-key.ts';
import { nothing } from './common.ts';

const listed = z.array(listedApiKey);

export const keyChannels = {
  'keys:list': { request: nothing, response: listed },
  /** Keeps a key, or replaces the one of that name; always with its value, so that no key is bound anew by who does not know it. */
  'keys:save': {
    request: z
      .object({
        name: apiKeyName,
        /** As they were typed; main reads them. */
        hosts: z.array(z.string().min(1).max(300)).min(1).max(20),
        sending: keySending,
        value: z.string().min(1).max(20_000),
        /** The user agreed to have it kept readable, where there is no key store. */
        allowReadable: z.boolean().default(false),
      })
      .strict(),
    response: listed,
  },
  'keys:remove': { request: z.object({ name: apiKeyName }).strict(), response: listed },
} as const;
