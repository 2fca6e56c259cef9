/** Keys the user gives, and trying out what they are for. Keys go in and never come out. */
import { z } from 'zod';
import { nothing } from './common.ts';

/** Those that pages ask for; a model's key goes with its model. */
const secretName = z
  .string()
  .regex(/^(?:telegram|search:[a-z]{1,40}|webhook:[\w-]{1,120})$/, 'a secret that this page may set');

export const keptSecret = z.object({ name: z.string(), place: z.enum(['encrypted', 'readable', 'environment']) });
export type KeptSecret = z.infer<typeof keptSecret>;

/** Whether it worked; `said` is what came of it, or why it did not. */
const trial = z.object({ worked: z.boolean(), said: z.string() });
export type Trial = z.infer<typeof trial>;

export const secretChannels = {
  /** Names, and how each is kept; never values. */
  'secrets:list': { request: nothing, response: z.array(keptSecret) },
  'secrets:set': {
    request: z
      .object({
        name: secretName,
        value: z.string().min(1).max(20_000),
        /** The user agreed to have it kept readable, where there is no key store. */
        allowReadable: z.boolean().default(false),
      })
      .strict(),
    response: z.array(keptSecret),
  },
  'secrets:remove': { request: z.object({ name: secretName }).strict(), response: z.array(keptSecret) },
  /** One search, with the service and the key that are set. */
  'secrets:try-search': { request: nothing, response: trial },
  /** One message to the chat that is set. */
  'secrets:try-telegram': { request: nothing, response: trial },
} as const;
