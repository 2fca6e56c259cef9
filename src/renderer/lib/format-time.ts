/**
 * Moments as a person says them. Words are the catalogue's; dates and the 12 or 24 hour style are those of the
 * user's region. Pure: the present moment is handed in.
 */
import { text } from '../text.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The catalogue's language in the user's region, so that words and dates read as one sentence. */
export function displayLocale(userLocale: string = navigator.language): string {
  try {
    const region = new Intl.Locale(userLocale).maximize().region;
    return region ? `${text.language}-${region}` : text.language;
  } catch {
    return text.language;
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(displayLocale(), options);
    formatters.set(key, found);
  }
  return found;
}

/** An absent zone is the system's. */
export function formatClock(ms: number, timeZone?: string): string {
  return formatter({ timeStyle: 'short', timeZone }).format(ms);
}

export function formatClockSeconds(ms: number, timeZone?: string): string {
  return formatter({ timeStyle: 'medium', timeZone }).format(ms);
}

/** "09:00:01.250". */
export function formatClockExact(ms: number, timeZone?: string): string {
  const parts = { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZone } as const;
  return formatter(parts).format(ms);
}

/** "Mon 23 Nov", with the year when it is not this one. */
export function formatDay(ms: number, nowMs: number, timeZone?: string): string {
  const sameYear = dayParts(ms, timeZone).year === dayParts(nowMs, timeZone).year;
  const parts = { weekday: 'short', day: 'numeric', month: 'short', timeZone } as const;
  return formatter(sameYear ? parts : { ...parts, year: 'numeric' })
    .format(ms)
    .replace(',', '');
}

/** "Tue 24". */
export function formatWeekday(ms: number, timeZone?: string): string {
  return `${formatter({ weekday: 'short', timeZone }).format(ms)} ${formatter({ day: 'numeric', timeZone }).format(ms)}`;
}

/** "Thursday, 5 November". */
export function formatDayOfMonth(ms: number, timeZone?: string): string {
  return formatter({ weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(ms);
}

/** "November 2026", to tell whether two moments share it. */
export function formatMonth(ms: number, timeZone?: string): string {
  return formatter({ month: 'long', year: 'numeric', timeZone }).format(ms);
}

/** "Sunday 22 November 2026, 09:00:00", with the zone: for hovering. */
export function formatExact(ms: number, timeZone?: string): string {
  return formatter({ dateStyle: 'full', timeStyle: 'long', timeZone }).format(ms);
}

function dayParts(ms: number, timeZone?: string): { year: number; month: number; day: number } {
  const parts = formatter({
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    calendar: 'gregory',
    timeZone,
  }).formatToParts(ms);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { year: read('year'), month: read('month'), day: read('day') };
}

/** Calendar days from one moment to another, as the wall calendar in that zone counts them. */
export function daysBetween(fromMs: number, toMs: number, timeZone?: string): number {
  const from = dayParts(fromMs, timeZone);
  const to = dayParts(toMs, timeZone);
  return Math.round(
    (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000,
  );
}

export function dayWord(ms: number, nowMs: number, timeZone?: string): string {
  const days = daysBetween(nowMs, ms, timeZone);
  if (days === 0) return text.time.today;
  if (days === 1) return text.time.tomorrow;
  if (days === -1) return text.time.yesterday;
  return formatDay(ms, nowMs, timeZone);
}

/** "tomorrow, 09:00". */
export function formatMoment(ms: number, nowMs: number, timeZone?: string): string {
  return text.time.at(dayWord(ms, nowMs, timeZone), formatClock(ms, timeZone));
}

/** "in 12 min", "5 h ago"; from twelve hours on the calendar says it better. */
export function formatRelative(ms: number, nowMs: number, timeZone?: string): string {
  const distance = Math.abs(ms - nowMs);
  const future = ms > nowMs;
  if (distance >= 12 * hourMs) return formatMoment(ms, nowMs, timeZone);
  if (distance < 5_000) return future ? text.time.now : text.time.justNow;
  const duration = formatCoarse(distance, future);
  return future ? text.time.in(duration) : text.time.ago(duration);
}

/** A countdown rounds up, so that it never says 0; what has passed rounds down. */
function formatCoarse(ms: number, up: boolean): string {
  const round = up ? Math.ceil : Math.floor;
  if (ms < minuteMs) return `${Math.floor(ms / 1000)} s`;
  if (round(ms / minuteMs) < 60) return `${round(ms / minuteMs)} min`;
  return `${Math.round(ms / hourMs)} h`;
}

/** "Europe/Berlin" as "Berlin time"; names that are no place (UTC) stay. */
export function formatZone(timeZone: string): string {
  const place = timeZone.split('/').at(-1) ?? timeZone;
  return timeZone.includes('/') && !timeZone.startsWith('Etc/') ? text.time.zone(place.replaceAll('_', ' ')) : place;
}
