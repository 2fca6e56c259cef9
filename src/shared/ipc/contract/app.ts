/** The app as a whole: its state, its appearance, and where the window is sent. */
import { z } from 'zod';
import { nothing } from './common.ts';

export const theme = z.enum(['system', 'light', 'dark']);

export const appStatus = z.object({
  version: z.string(),
  brain: z.string(),
  dataDir: z.string(),
  timezone: z.string(),
  /** The whole app's pause: no schedule fires while set. */
  paused: z.boolean(),
  runningCount: z.number(),
  nextFiring: z.object({ flowId: z.string(), flowName: z.string(), at: z.string() }).nullable(),
  theme,
});
export type AppStatus = z.infer<typeof appStatus>;

export const appChannels = {
  'app:status': { request: nothing, response: appStatus },
  'app:pause-all': { request: z.object({ paused: z.boolean() }).strict(), response: appStatus },
  'app:set-theme': { request: z.object({ theme }).strict(), response: appStatus },
} as const;

export const appEvents = {
  'app:status-changed': appStatus,
  /** Go to a place, for example because a notification was clicked. */
  'app:navigate': z.discriminatedUnion('page', [
    z.object({ page: z.literal('chat'), conversationId: z.string().nullable() }),
    z.object({ page: z.literal('flows') }),
    z.object({ page: z.literal('flow'), flowId: z.string() }),
    z.object({ page: z.literal('run'), runId: z.string() }),
  ]),
} as const;
