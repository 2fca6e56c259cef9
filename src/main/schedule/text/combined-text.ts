/** Several schedules in one text, where our grammar sees only one: "every 3 days at 9 and every monday at 8". */
import type { ScheduleSpec, SimpleSchedule } from '../../../shared/domain/schedule.ts';

interface Part {
  schedule: ScheduleSpec;
  assumptions: string[];
}

interface Context {
  timezone: string;
  text: string;
}

const between = /\s*(?:[,;]\s*(?:and\s+)?(?:also\s+)?|\b(?:and also|and then|and|plus|also|as well as)\b)\s*/gi;
/** More than that is no schedule that somebody says. */
const mostPlaces = 6;
const noDay = 'no day was named, so every day';

/** Null when it is not two schedules, each of them whole. `read` reads one. */
export function readCombined(
  text: string,
  context: Context,
  read: (text: string, timezone: string) => Part | null,
): Part | null {
  const places = [...text.matchAll(between)];
  if (places.length > mostPlaces) return null;
  for (const match of places) {
    const said = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    if (said.some((part) => part.trim() === '')) continue;
    const parts = bothIn(said, context.timezone, read);
    if (parts === null) continue;
    const zone = sharedZone(said, parts, context.timezone);
    const together = zone === context.timezone ? parts : bothIn(said, zone, read);
    if (together !== null) return combine(together, { ...context, timezone: zone });
  }
  return null;
}

function bothIn(
  said: string[],
  timezone: string,
  read: (text: string, timezone: string) => Part | null,
): Part[] | null {
  const parts = said.map((part) => read(part, timezone));
  if (parts.some((part) => part === null || part.schedule.kind === 'manual' || isLimited(part.schedule))) return null;
  const whole = parts.filter((part) => part !== null);
  // "every 3 days at 9 and at 5pm": whose 5pm is it? Only where no part names a day is it every day's.
  const dayless = whole.filter(({ assumptions }) => assumptions.includes(noDay)).length;
  return dayless === 0 || dayless === whole.length ? whole : null;
}

/** A zone named once holds for all. */
function sharedZone(said: string[], parts: Part[], local: string): string {
  const others = [...new Set(parts.map(({ schedule }) => schedule.timezone))].filter((zone) => zone !== local);
  const [only] = others;
  return others.length === 1 && only !== undefined && !said.some((part) => /\b(?:local|my|our|here)\b/i.test(part))
    ? only
    : local;
}

function isLimited(schedule: ScheduleSpec): boolean {
  return (
    schedule.kind !== 'manual' &&
    (['from', 'until', 'times', 'quiet', 'except', 'jitterMs'] as const).some((key) => schedule[key] !== undefined)
  );
}

function combine(parts: Part[], { timezone, text }: Context): Part | null {
  const simple = parts.flatMap(({ schedule }): SimpleSchedule[] => simpleParts(schedule));
  const [first] = simple;
  if (first === undefined || simple.length > 20) return null;
  return {
    schedule: { kind: 'combined', parts: simple, timezone, text },
    assumptions: [...new Set(parts.flatMap(({ assumptions }) => assumptions))],
  };
}

function simpleParts(schedule: ScheduleSpec): SimpleSchedule[] {
  switch (schedule.kind) {
    case 'combined':
      return schedule.parts;
    case 'cron':
      return [{ kind: 'cron', cron: schedule.cron, timezone: schedule.timezone }];
    case 'every':
      return [{ kind: 'every', everyMs: schedule.everyMs, anchorMs: schedule.anchorMs, timezone: schedule.timezone }];
    case 'at':
      return [{ kind: 'at', at: schedule.at, timezone: schedule.timezone }];
    case 'manual':
      return [];
  }
}
