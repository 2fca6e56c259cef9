import type { ScheduleLimits } from '../../shared/domain/schedule.ts';
import { monthNames } from './calendar-names.ts';
import { list } from './cron-words.ts';
import { isoInZone } from './zone-time.ts';

/** What narrows a schedule down, to be said after it: ", from 1 December 2026, until 31 December 2026, not on 25 December". */
export function limitsInWords(limits: ScheduleLimits & { timezone: string }): string {
  const { from, until, times, except, quiet, jitterMs, timezone } = limits;
  const parts = [
    from === undefined ? null : `from ${dayInWords(timezone, from, '00:00')}`,
    until === undefined ? null : `until ${dayInWords(timezone, until, '23:59')}`,
    times === undefined ? null : times === 1 ? 'once in all' : `${times} times in all`,
    except === undefined ? null : exceptInWords(except),
    quiet === undefined
      ? null
      : `${quiet.does === 'skip' ? 'not between' : 'put off during quiet hours,'} ${quiet.from} ${quiet.does === 'skip' ? 'and' : 'to'} ${quiet.to}`,
    jitterMs === undefined ? null : `put off by up to ${amountOf(jitterMs)} at random`,
  ];
  return parts.flatMap((part) => (part === null ? [] : [`, ${part}`])).join('');
}

/** The time of day is said only when it is not the one that goes without saying. */
function dayInWords(timezone: string, moment: string, usual: string): string {
  const iso = isoInZone(timezone, Date.parse(moment));
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  const clock = iso.slice(11, 16);
  return `${Number(day)} ${monthNames[Number(month)]} ${year}${clock === usual ? '' : ` ${clock}`}`;
}

const mostDates = 8;

function exceptInWords({ dates, holidays }: NonNullable<ScheduleLimits['except']>): string | null {
  const named =
    dates.length > mostDates
      ? [`${dates.length} other days`]
      : dates.map((date) => {
          const [day = '', month = '', year] = date.split('-').reverse();
          return `${Number(day)} ${monthNames[Number(month)]}${year === undefined ? '' : ` ${year}`}`;
        });
  const all = [...(holidays ? ['holidays'] : []), ...named];
  return all.length === 0 ? null : `not on ${list(all)}`;
}

function amountOf(ms: number): string {
  const [count, unit] =
    ms % 3_600_000 === 0
      ? [ms / 3_600_000, 'hour']
      : ms % 60_000 === 0
        ? [ms / 60_000, 'minute']
        : [ms / 1000, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
