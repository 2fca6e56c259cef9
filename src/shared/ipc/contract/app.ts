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
  /** When the pause ends by itself, ISO 8601; null while paused until resumed by hand, and while not paused. */
  pausedUntil: z.string().nullable(),
  /** Questions that wait for the user. */
  pendingApprovals: z.number(),
  /** Notifications since the user last looked, counted up to 100. */
  unseenNotifications: z.number(),
  /** Nothing was ever said yet: the window tells what this is. */
  firstRun: z.boolean(),
  /** Flows that are not cancelled. */
  flowCount: z.number(),
  runningCount: z.number(),
  nextFiring: z.object({ flowId: z.string(), flowName: z.string(), at: z.string() }).nullable(),
  theme,
});
export type AppStatus = z.infer<typeof appStatus>;

/** `until`: ISO 8601; without it, until resumed by hand. */
const pauseAll = z
  .object({
    paused: z.boolean(),
    until: z
      .string()
      .refine((text) => !Number.isNaN(Date.parse(text)), 'an ISO 8601 moment')
      .nullable()
      .optional(),
  })
  .strict();

export const appChannels = {
  'app:status': { request: nothing, response: appStatus },
  'app:pause-all': { request: pauseAll, response: appStatus },
  'app:set-theme': { request: z.object({ theme }).strict(), response: appStatus },
} as const;

export const appEvents = {
  'app:status-changed': appStatus,
  /** Go to a place, for example because a notification was clicked. */
  'app:navigate': z.discriminatedUnion('page', [
    z.object({ page: z.literal('chat'), conversationId: z.string().nullable() }),
    z.object({ page: z.literal('flows') }),
    z.object({ page: z.literal('approvals') }),
    z.object({ page: z.literal('notifications') }),
    z.object({ page: z.literal('flow'), flowId: z.string() }),
    z.object({ page: z.literal('run'), runId: z.string() }),
  ]),
} as const;
