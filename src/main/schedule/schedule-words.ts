import type { ScheduleSpec, SimpleSchedule } from '../../shared/domain/schedule.ts';
import { dayNames, monthNames } from './calendar-names.ts';
import { cronInWords, list } from './cron-words.ts';
import { limitsInWords } from './limit-words.ts';
import { zoneInWords } from './text/zone-names.ts';
import { wallMsAt } from './zone-time.ts';

const dayMs = 86_400_000;

/** Any schedule as a person says it: "Every day at 09:00, Berlin time". 24-hour clock; the zone always named. */
export function scheduleInWords(schedule: ScheduleSpec): string {
  if (schedule.kind === 'manual') return 'Only when you start it';
  const limits = limitsInWords(schedule);
  if (schedule.kind !== 'combined')
    return `${capital(recurrenceInWords(schedule))}${limits}, ${zoneInWords(schedule.timezone)}`;
  const zones = new Set(schedule.parts.map(({ timezone }) => timezone));
  const parts = partsInWords(schedule.parts, zones.size > 1);
  return `${capital(parts.join('; and '))}${limits}${zones.size > 1 ? '' : `, ${zoneInWords(schedule.timezone)}`}`;
}

/** The recurrences of a combined schedule, each with its zone when they differ. */
export function partsInWords(parts: readonly SimpleSchedule[], withZones: boolean): string[] {
  return parts.map((part) => `${recurrenceInWords(part)}${withZones ? `, ${zoneInWords(part.timezone)}` : ''}`);
}

function recurrenceInWords(schedule: SimpleSchedule): string {
  switch (schedule.kind) {
    case 'cron':
      return cronInWords(schedule.cron);
    case 'every':
      return everyInWords(schedule);
    case 'at':
      return `once, on ${list(schedule.at.map((moment) => dateInWords(wallMsAt(schedule.timezone, Date.parse(moment)))))}`.replace(
        /^once, on (.* and )/,
        'on $1',
      );
  }
}

function everyInWords({ everyMs, anchorMs, timezone }: Extract<SimpleSchedule, { kind: 'every' }>): string {
  const wall = wallMsAt(timezone, anchorMs);
  if (everyMs % (7 * dayMs) === 0)
    return `every ${amount(everyMs / (7 * dayMs), 'week')} on ${dayNames[new Date(wall).getUTCDay()]} at ${timeOf(wall)}, from ${dayOf(wall)}`;
  if (everyMs % dayMs === 0) return `every ${amount(everyMs / dayMs, 'day')} at ${timeOf(wall)}, from ${dayOf(wall)}`;
  return `every ${elapsed(everyMs)}, counted from ${dayOf(wall)} ${timeOf(wall)}`;
}

function elapsed(everyMs: number): string {
  if (everyMs % 3_600_000 === 0) return amount(everyMs / 3_600_000, 'hour');
  if (everyMs % 60_000 === 0) return amount(everyMs / 60_000, 'minute');
  return amount(everyMs / 1000, 'second');
}

function amount(count: number, unit: string): string {
  return count === 1 ? unit : `${count} ${unit}s`;
}

function dateInWords(wallMs: number): string {
  return `${dayNames[new Date(wallMs).getUTCDay()]} ${dayOf(wallMs)} at ${timeOf(wallMs)}`;
}

function dayOf(wallMs: number): string {
  const date = new Date(wallMs);
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth() + 1]} ${date.getUTCFullYear()}`;
}

function timeOf(wallMs: number): string {
  const time = new Date(wallMs).toISOString();
  return wallMs % 60_000 === 0 ? time.slice(11, 16) : time.slice(11, 19);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
