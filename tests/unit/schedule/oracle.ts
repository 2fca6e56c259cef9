/**
 * What a schedule's firings should be, worked out a second time without our code: croner reads the cron, `Intl` the zones.
 *
 * croner is asked in UTC, for wall-clock readings. Its own zones are not used, since its rule for clock changes is another: it
 * fires a reading that does not exist by as much later as the clock jumped, and one that occurs twice by the hour's pattern. Ours
 * (docs/DESIGN-schedule.md) is applied here, explicitly: the first valid moment after, and the first of two.
 */
import { Cron } from 'croner';
import type { ScheduleSpec, SimpleSchedule } from '../../../src/shared/domain/schedule.ts';

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock's reading at a moment, written as if it were UTC. */
export function wallOf(zone: string, moment: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(moment)) part[type] = Number(value);
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
}

const offsets = new Map<string, number>();
function offsetAt(zone: string, moment: number): number {
  // No zone changes more often than each quarter of an hour of the clock.
  const key = `${zone} ${Math.floor(moment / 900_000)}`;
  const known =
    offsets.get(key) ?? wallOf(zone, Math.floor(moment / 900_000) * 900_000) - Math.floor(moment / 900_000) * 900_000;
  offsets.set(key, known);
  return known;
}

/** The first moment with that reading; of a reading that never comes, the moment the clock jumped. */
function momentOf(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - dayMs);
  const after = offsetAt(zone, wall + dayMs);
  for (const offset of before === after ? [before] : [before, after])
    if (offsetAt(zone, wall - offset) === offset) return wall - offset;
  let [low, high] = [wall - dayMs, wall + dayMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** All moments in (fromMs, toMs]. */
export function expected(spec: ScheduleSpec, fromMs: number, toMs: number): number[] {
  if (spec.kind === 'manual') return [];
  const parts: SimpleSchedule[] = spec.kind === 'combined' ? spec.parts : [spec];
  const begin =
    Math.min(fromMs, Date.parse(spec.timesSince ?? spec.from ?? new Date(fromMs).toISOString())) - 2 * dayMs;
  let moments = [...new Set(parts.flatMap((part) => unlimited(part, begin, toMs)))].sort((a, b) => a - b);
  const { from, until, timesSince, times, except, quiet, timezone } = spec;
  if (from !== undefined) moments = moments.filter((moment) => moment >= Date.parse(from));
  if (timesSince !== undefined) moments = moments.filter((moment) => moment >= Date.parse(timesSince));
  if (until !== undefined) moments = moments.filter((moment) => moment <= Date.parse(until));
  if (except !== undefined)
    moments = moments.filter((moment) => {
      const date = new Date(wallOf(timezone, moment)).toISOString().slice(0, 10);
      return !except.dates.includes(date) && !except.dates.includes(date.slice(5));
    });
  if (quiet !== undefined)
    moments = moments.flatMap((moment) => {
      const wall = wallOf(timezone, moment);
      const clock = new Date(wall).toISOString().slice(11, 16);
      const over = quiet.to <= quiet.from;
      const isQuiet = over ? clock >= quiet.from || clock < quiet.to : clock >= quiet.from && clock < quiet.to;
      if (!isQuiet) return [moment];
      if (quiet.does === 'skip') return [];
      const midnight = Math.floor(wall / dayMs) * dayMs + (over && clock >= quiet.from ? dayMs : 0);
      return [
        momentOf(timezone, midnight + Number(quiet.to.slice(0, 2)) * 3_600_000 + Number(quiet.to.slice(3)) * 60_000),
      ];
    });
  moments = [...new Set(moments)].sort((a, b) => a - b);
  if (times !== undefined) moments = moments.slice(0, times);
  return moments.filter((moment) => moment > fromMs && moment <= toMs);
}

function unlimited(spec: SimpleSchedule, fromMs: number, toMs: number): number[] {
  const { timezone } = spec;
  if (spec.kind === 'at') return spec.at.map((text) => Date.parse(text));
  if (spec.kind === 'every') {
    const moments: number[] = [];
    const byDay = spec.everyMs % dayMs === 0;
    for (let step = 0; ; step += 1) {
      const moment = byDay
        ? momentOf(timezone, wallOf(timezone, spec.anchorMs) + step * spec.everyMs)
        : spec.anchorMs + step * spec.everyMs;
      if (moment > toMs) return moments;
      moments.push(moment);
    }
  }
  return spec.cron.split(' | ').flatMap((expression) => {
    const moments: number[] = [];
    const cron = new Cron(expression, { timezone: 'UTC', paused: true });
    const last = new Date(toMs + dayMs);
    for (let wall = cron.nextRun(new Date(fromMs - dayMs)); wall !== null && wall <= last; wall = cron.nextRun(wall))
      moments.push(momentOf(timezone, wall.getTime()));
    return moments;
  });
}

export interface ExpectedRow {
  dueAtMs: number;
  status: 'ran' | 'late' | 'missed';
}

/** What becomes of the moments that are found at `nowMs` after nobody had looked since before the first of them. */
export function expectedFate(
  moments: readonly number[],
  nowMs: number,
  policy: { misfire: 'skip' | 'latest' | 'all'; windowMs: number; cap: number },
): ExpectedRow[] {
  const most = { skip: 0, latest: 1, all: policy.cap }[policy.misfire];
  return moments.map((dueAtMs, index) => {
    const lateMs = nowMs - dueAtMs;
    if (lateMs <= 60_000) return { dueAtMs, status: 'ran' };
    const isNewest = moments.length - index <= most;
    return { dueAtMs, status: isNewest && lateMs <= policy.windowMs ? 'late' : 'missed' };
  });
}
