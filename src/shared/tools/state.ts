/** What both tools of a flow's own memory share. */
import { z } from 'zod';

export const STATE_MAX_VALUE_CHARACTERS = 100_000;
export const STATE_MAX_KEYS = 1_000;

export const stateKey = z
  .string()
  .min(1)
  .max(200)
  .describe('A name of your own for the value, such as last_price. Only this flow sees it.');
