import { z } from 'zod';

/**
 * When a flow fires. `text` is what the user said (or the canonical words), `timezone` an IANA zone.
 * - cron: 5 or 6 fields (seconds first when 6). A wall-clock time that does not exist fires at the first valid moment after;
 *   one that occurs twice fires once, the first time. What one expression cannot say ("at 8:30 and 17:45") is several, joined
 *   by " | ": the schedule fires whenever any of them does, once per moment.
 * - every: an interval from an anchor; whole days are calendar days of the zone (09:00 stays 09:00), anything else elapsed time.
 * - at: single moments. - manual: only when told to.
 */
const common = { timezone: z.string(), text: z.string() };
export const scheduleSpec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cron'), cron: z.string(), ...common }),
  z.object({ kind: z.literal('every'), everyMs: z.number().int().positive(), anchorMs: z.number(), ...common }),
  z.object({ kind: z.literal('at'), at: z.array(z.string()).min(1), ...common }),
  z.object({ kind: z.literal('manual'), ...common }),
]);
export type ScheduleSpec = z.infer<typeof scheduleSpec>;

/** A schedule as shown anywhere: in words, with its next firings (ISO 8601 with offset, at most five unless asked). */
export const scheduleView = z.object({
  kind: z.enum(['cron', 'every', 'at', 'manual']),
  cron: z.string().optional(),
  everyMs: z.number().optional(),
  at: z.string().optional(),
  timezone: z.string(),
  text: z.string(),
  words: z.string(),
  next: z.array(z.string()),
});
export type ScheduleView = z.infer<typeof scheduleView>;

/** How an occurrence ended. `late` ran after its window opened; the reason says why. */
export const occurrenceStatus = z.enum([
  'due',
  'started',
  'ran',
  'late',
  'failed',
  'skipped',
  'missed',
  'parked',
  'cancelled',
]);
export type OccurrenceStatus = z.infer<typeof occurrenceStatus>;

export const occurrence = z.object({
  scheduleId: z.string(),
  flowId: z.string(),
  dueAtMs: z.number(),
  status: occurrenceStatus,
  reason: z.string().nullable(),
  runId: z.string().nullable(),
});
export type Occurrence = z.infer<typeof occurrence>;
