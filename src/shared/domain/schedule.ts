import { z } from 'zod';

/**
 * When a flow fires. `text` is what the user said (or the canonical words), `timezone` an IANA zone.
 * - cron: 5 or 6 fields (seconds first when 6). A wall-clock time that does not exist fires at the first valid moment after;
 *   one that occurs twice fires once, the first time. What one expression cannot say ("at 8:30 and 17:45") is several, joined
 *   by " | ": the schedule fires whenever any of them does, once per moment.
 * - every: an interval from an anchor; whole days are calendar days of the zone (09:00 stays 09:00), anything else elapsed time.
 * - at: single moments. - combined: several of these, one firing for each moment that any of them has. - manual: only when told to.
 */
const common = { timezone: z.string(), text: z.string() };
const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'an ISO 8601 moment');
export const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00');

/**
 * What narrows a recurrence down, of any kind. Dates and times of day are those of the schedule's zone.
 * - from, until: the first and the last moment it may fire at, both included.
 * - times: how many firings in all, counted from `timesSince` (set when the flow is set up) or `from`.
 * - quiet: hours in which it does not fire. `postpone`: it fires once, when they end; `skip`: not at all.
 * - except: days on which it does not fire, each year ("12-25") or once ("2026-12-25"). `holidays`: also on those of the
 *   settings, which may change: such a firing is due, and skipped in the ledger with that reason.
 * - jitterMs: each start is put off by up to this much, always the same for the same firing; its due time stays as it is.
 */
export const scheduleLimits = {
  from: moment.optional(),
  until: moment.optional(),
  times: z.number().int().min(1).max(10_000).optional(),
  timesSince: moment.optional(),
  quiet: z.object({ from: wallTime, to: wallTime, does: z.enum(['postpone', 'skip']) }).optional(),
  except: z
    .object({ dates: z.array(z.string().regex(/^(?:\d{4}-)?\d\d-\d\d$/)).max(2_000), holidays: z.boolean() })
    .optional(),
  jitterMs: z.number().int().min(1).max(86_400_000).optional(),
};
const limitsObject = z.object(scheduleLimits);
export type ScheduleLimits = z.infer<typeof limitsObject>;

const cron = { kind: z.literal('cron'), cron: z.string() };
const every = { kind: z.literal('every'), everyMs: z.number().int().positive(), anchorMs: z.number() };
const at = { kind: z.literal('at'), at: z.array(z.string()).min(1) };

/** One recurrence by itself; each has its own zone. */
export const simpleSchedule = z.discriminatedUnion('kind', [
  z.object({ ...cron, timezone: z.string() }),
  z.object({ ...every, timezone: z.string() }),
  z.object({ ...at, timezone: z.string() }),
]);
export type SimpleSchedule = z.infer<typeof simpleSchedule>;

export const scheduleSpec = z.discriminatedUnion('kind', [
  z.object({ ...cron, ...common, ...scheduleLimits }),
  z.object({ ...every, ...common, ...scheduleLimits }),
  z.object({ ...at, ...common, ...scheduleLimits }),
  z.object({
    kind: z.literal('combined'),
    parts: z.array(simpleSchedule).min(2).max(20),
    ...common,
    ...scheduleLimits,
  }),
  z.object({ kind: z.literal('manual'), ...common }),
]);
export type ScheduleSpec = z.infer<typeof scheduleSpec>;

/** A day that schedules with "except on holidays" leave out: "12-25" each year, "2026-04-06" once. */
export const holiday = z.object({
  date: z
    .string()
    .regex(/^(?:\d{4}-)?\d\d-\d\d$/, 'a day such as 2026-12-25, or 12-25 for every year')
    .refine(isDay, 'a day of the calendar'),
  name: z.string().max(100).default(''),
});
export type Holiday = z.output<typeof holiday>;

function isDay(date: string): boolean {
  // A leap year, so that 29 February is a day.
  const full = date.length === 10 ? date : `2024-${date}`;
  const parsed = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(full);
}

/** What becomes of firings that came due while nobody was there: none, the latest one, or all of them. */
export const misfirePolicy = z.enum(['skip', 'latest', 'all']);
export type MisfirePolicy = z.infer<typeof misfirePolicy>;
/** What becomes of a firing while a run of its flow is under way: it is skipped, waits (one at most), ends that run, or runs beside it. */
export const overlapPolicy = z.enum(['skip', 'queue', 'cancel', 'allow']);
export type OverlapPolicy = z.infer<typeof overlapPolicy>;

export const schedulePolicies = z.object({
  misfire: misfirePolicy,
  /** A firing later than this is not made up for. */
  misfireWindowMs: z.number().int().min(0),
  /** How many are made up for at most when all are: the latest ones. */
  misfireCap: z.number().int().min(1).max(1_000),
  overlap: overlapPolicy,
  /** How often a run that could not be started is tried again. */
  startRetries: z.number().int().min(0).max(10),
  /** After so many failures in a row the flow is paused and the user told; 0: never. */
  pauseAfterFailures: z.number().int().min(0).max(1_000),
});
export type SchedulePolicies = z.infer<typeof schedulePolicies>;
export const defaultPolicies: SchedulePolicies = {
  misfire: 'latest',
  misfireWindowMs: 86_400_000,
  misfireCap: 50,
  overlap: 'skip',
  startRetries: 3,
  pauseAfterFailures: 5,
};

/** A schedule as shown anywhere: in words, with its next firings (ISO 8601 with offset, at most five unless asked). */
export const scheduleView = z.object({
  /** `trigger`: it fires when something happens, not by the clock. */
  kind: z.enum(['cron', 'every', 'at', 'combined', 'manual', 'trigger']),
  cron: z.string().optional(),
  everyMs: z.number().optional(),
  at: z.string().optional(),
  /** The recurrences of a combined schedule, in words. */
  parts: z.array(z.string()).optional(),
  timezone: z.string(),
  text: z.string(),
  words: z.string(),
  next: z.array(z.string()),
});
export type ScheduleView = z.infer<typeof scheduleView>;

/** A flow's schedule by the clock, to be changed: null where it has none, with the policies and the zone that a new one would have. */
export const flowSchedule = z.object({
  scheduleId: z.string().nullable(),
  spec: scheduleSpec.nullable(),
  view: scheduleView.nullable(),
  policies: schedulePolicies,
  timezone: z.string(),
});
export type FlowSchedule = z.infer<typeof flowSchedule>;

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
  /** Not to be started before: put off by jitter, or a start that failed and is tried again. Null: at once. */
  notBeforeMs: z.number().nullable().optional(),
  /** Starts that failed. */
  startAttempts: z.number().optional(),
});
export type Occurrence = z.infer<typeof occurrence>;
