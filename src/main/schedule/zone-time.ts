import { Temporal } from 'temporal-polyfill';

/**
 * Wall-clock maths in an IANA zone. "Wall milliseconds" are a wall-clock reading written as if it were UTC, so that
 * calendar arithmetic on them is plain arithmetic.
 */

interface OffsetSpan {
  startMs: number;
  offsetMs: number;
}

const dayMs = 86_400_000;
// Asking the zone database costs 10–100 µs a time; a year of a zone is asked once and then looked up.
const yearsByZone = new Map<string, Map<number, OffsetSpan[]>>();

function readYear(timezone: string, year: number): OffsetSpan[] {
  const startMs = Date.UTC(year, 0, 1);
  const endMs = Date.UTC(year + 1, 0, 1);
  let moment = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timezone);
  const spans: OffsetSpan[] = [{ startMs, offsetMs: moment.offsetNanoseconds / 1e6 }];
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= endMs) return spans;
    spans.push({ startMs: next.epochMilliseconds, offsetMs: next.offsetNanoseconds / 1e6 });
    moment = next;
  }
}

function spansOf(timezone: string, year: number): OffsetSpan[] {
  const years = yearsByZone.get(timezone) ?? new Map<number, OffsetSpan[]>();
  const known = years.get(year);
  if (known !== undefined) return known;
  const spans = readYear(timezone, year);
  yearsByZone.set(timezone, years.set(year, spans));
  return spans;
}

/** How far the zone's wall clock is ahead of UTC at a moment. */
export function offsetMsAt(timezone: string, epochMs: number): number {
  const spans = spansOf(timezone, new Date(epochMs).getUTCFullYear());
  let offsetMs = 0;
  for (const span of spans) {
    if (span.startMs > epochMs) break;
    offsetMs = span.offsetMs;
  }
  return offsetMs;
}

export function wallMsAt(timezone: string, epochMs: number): number {
  return epochMs + offsetMsAt(timezone, epochMs);
}

/**
 * The moment a wall-clock reading names. Read twice a year (clocks go back): the first one. Never read (clocks go
 * forward): the first valid moment after, which is the transition itself.
 */
export function momentOfWall(timezone: string, wallMs: number): number {
  const before = offsetMsAt(timezone, wallMs - dayMs);
  const after = offsetMsAt(timezone, wallMs + dayMs);
  // Far from any transition both agree, and this is the whole story.
  if (before === after) return wallMs - before;
  const first = wallMs - before;
  if (offsetMsAt(timezone, first) === before) return first;
  const second = wallMs - after;
  if (offsetMsAt(timezone, second) === after) return second;
  return transitionBetween(timezone, wallMs - dayMs, wallMs + dayMs);
}

function transitionBetween(timezone: string, fromMs: number, toMs: number): number {
  const firstYear = new Date(fromMs).getUTCFullYear();
  const lastYear = new Date(toMs).getUTCFullYear();
  for (let year = firstYear; year <= lastYear; year += 1) {
    for (const span of spansOf(timezone, year).slice(1))
      if (span.startMs > fromMs && span.startMs <= toMs) return span.startMs;
  }
  return toMs;
}

/** ISO 8601 with the zone's offset: `2026-11-23T09:00:00+01:00`. */
export function isoInZone(timezone: string, epochMs: number): string {
  const offsetMinutes = Math.round(offsetMsAt(timezone, epochMs) / 60_000);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offsetMinutes) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offsetMinutes) % 60).padStart(2, '0');
  const wall = new Date(epochMs + offsetMinutes * 60_000).toISOString();
  return `${wall.slice(0, wall.endsWith('.000Z') ? 19 : 23)}${sign}${hours}:${minutes}`;
}

/** The zone as the database spells it ("europe/berlin" → "Europe/Berlin"), or null when there is none such. */
export function canonicalZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
