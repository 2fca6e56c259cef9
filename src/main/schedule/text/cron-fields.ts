import type { TimeOfDay } from './clauses.ts';

/** Values as cron writes them: runs of three or more as a range, with a step where one fits, the rest as a list. */
function fieldOf(values: Iterable<number>, all: { min: number; max: number }): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const [first = 0, second = 0] = sorted;
  const last = sorted.at(-1) ?? first;
  if (sorted.length === all.max - all.min + 1) return '*';
  const step = second - first;
  const even = sorted.every((value, index) => value === first + index * step);
  if (sorted.length > 2 && step > 1 && even) {
    if (first === all.min && last + step > all.max) return `*/${step}`;
    return last + step > all.max ? `${first}-${all.max}/${step}` : `${first}-${last}/${step}`;
  }
  if (sorted.length === 2 && first === all.min && step * 2 === all.max - all.min + 1) return `*/${step}`;
  return runs(sorted).join(',');
}

function runs(sorted: number[]): string[] {
  const result: string[] = [];
  for (let index = 0; index < sorted.length; ) {
    let end = index;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    if (end - index >= 2) result.push(`${sorted[index]}-${sorted[end]}`);
    else result.push(...sorted.slice(index, end + 1).map(String));
    index = end + 1;
  }
  return result;
}

export const minuteField = (values: Iterable<number>): string => fieldOf(values, { min: 0, max: 59 });
export const hourField = (values: Iterable<number>): string => plainList(values, 23, 0);
export const dayOfMonthField = (values: Iterable<number>): string => plainList(values, 31, 1);
export const monthField = (values: Iterable<number>): string => plainList(values, 12, 1);
export const weekdayField = (values: Iterable<number>): string => plainList(values, 6, 0);

/** Lists as people wrote them: "9,17" and not "9-17/8". */
function plainList(values: Iterable<number>, max: number, min: number): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return sorted.length === max - min + 1 ? '*' : runs(sorted).join(',');
}

/**
 * The time part of cron ("30 9", or "15 30 9" with seconds) for times of day. Times that share no hour or minute list
 * need several crons: "8:30, 12:00 and 17:45" are three.
 */
export function timeFields(times: TimeOfDay[]): string[] {
  const bySecond = new Map<number, TimeOfDay[]>();
  for (const time of times) bySecond.set(time.second, [...(bySecond.get(time.second) ?? []), time]);
  const needSeconds = times.some((time) => time.second !== 0);
  return [...bySecond].flatMap(([second, group]) => {
    const byHour = grouped(
      group,
      (time) => time.hour,
      (time) => time.minute,
    ).map(([minutes, hours]) => `${minuteField(minutes)} ${hourField(hours)}`);
    const byMinute = grouped(
      group,
      (time) => time.minute,
      (time) => time.hour,
    ).map(([hours, minutes]) => `${minuteField(minutes)} ${hourField(hours)}`);
    const fields = byHour.length <= byMinute.length ? byHour : byMinute;
    return needSeconds ? fields.map((field) => `${second} ${field}`) : fields;
  });
}

/** Keys with the same set of values together: [values, keys]. */
function grouped(
  times: TimeOfDay[],
  key: (time: TimeOfDay) => number,
  value: (time: TimeOfDay) => number,
): Array<[number[], number[]]> {
  const values = new Map<number, Set<number>>();
  for (const time of times) values.set(key(time), (values.get(key(time)) ?? new Set()).add(value(time)));
  const groups = new Map<string, [number[], number[]]>();
  for (const [one, set] of [...values].sort(([a], [b]) => a - b)) {
    const sorted = [...set].sort((a, b) => a - b);
    const group = groups.get(sorted.join()) ?? [sorted, []];
    group[1].push(one);
    groups.set(sorted.join(), group);
  }
  return [...groups.values()];
}
