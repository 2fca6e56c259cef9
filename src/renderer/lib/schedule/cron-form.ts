/** Cron expressions that a form can say, both ways: at times of day, on weekdays, on a day of the month, at a minute of each hour. Pure. */

export type CronForm =
  | { kind: 'daily'; times: string[] }
  | { kind: 'weekly'; times: string[]; weekdays: number[] }
  | { kind: 'monthly'; times: string[]; day: string }
  | { kind: 'hourly'; minute: string }
  /** On the clock: minutes that divide an hour, hours that divide a day. */
  | { kind: 'steps'; step: string; stepUnit: 'minutes' | 'hours'; minute: string };

const number = /^\d+$/;

/** Null for one that says more than the form can. */
export function cronFormOf(cron: string): CronForm | null {
  const expressions = cron.split('|').map((part) => part.trim().split(/\s+/));
  const fields = expressions.map((all) => (all.length === 6 && all[0] === '0' ? all.slice(1) : all));
  const [first] = fields;
  if (first?.length !== 5) return null;
  const [minute = '', hour = '', day = '', , weekday = ''] = first;
  if (fields.some((one) => one.length !== 5 || one[2] !== day || one[3] !== '*' || one[4] !== weekday)) return null;
  if (fields.length === 1 && hour === '*' && day === '*' && weekday === '*' && number.test(minute))
    return { kind: 'hourly', minute };
  const steps = fields.length === 1 && day === '*' && weekday === '*' ? stepsOf(minute, hour) : null;
  if (steps !== null) return steps;
  const times = timesOf(fields.map(([minutes = '', hours = '']) => ({ minutes, hours })));
  if (times === null) return null;
  if (day === '*' && weekday === '*') return { kind: 'daily', times };
  if (day === '*') {
    const weekdays = weekdaysOf(weekday);
    return weekdays && { kind: 'weekly', times, weekdays };
  }
  return weekday === '*' && (day === 'L' || number.test(day)) ? { kind: 'monthly', times, day } : null;
}

export function cronOf(form: CronForm): string {
  switch (form.kind) {
    case 'hourly':
      return `${Number(form.minute)} * * * *`;
    case 'steps':
      return form.stepUnit === 'minutes'
        ? `*/${Number(form.step)} * * * *`
        : `${Number(form.minute)} */${Number(form.step)} * * *`;
    case 'daily':
      return atTimes(form.times, '* * *');
    case 'weekly':
      return atTimes(form.times, `* * ${weekdayField(form.weekdays)}`);
    case 'monthly':
      return atTimes(form.times, `${form.day} * *`);
  }
}

function stepsOf(minute: string, hour: string): CronForm | null {
  const [, minutes] = /^\*\/(\d+)$/.exec(minute) ?? [];
  if (minutes !== undefined && hour === '*' && 60 % Number(minutes) === 0)
    return { kind: 'steps', step: minutes, stepUnit: 'minutes', minute: '0' };
  const [, hours] = /^\*\/(\d+)$/.exec(hour) ?? [];
  if (hours !== undefined && number.test(minute) && 24 % Number(hours) === 0)
    return { kind: 'steps', step: hours, stepUnit: 'hours', minute };
  return null;
}

function timesOf(fields: readonly { minutes: string; hours: string }[]): string[] | null {
  const times: string[] = [];
  for (const { minutes, hours } of fields) {
    const all = [...minutes.split(','), ...hours.split(',')];
    if (!all.every((one) => number.test(one))) return null;
    for (const hour of hours.split(','))
      for (const minute of minutes.split(',')) times.push(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`);
  }
  return [...new Set(times)].sort();
}

/** Times of the same minute share an expression; the others are joined to it. */
function atTimes(times: readonly string[], days: string): string {
  const hoursOf = new Map<number, number[]>();
  for (const time of [...times].sort()) {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    hoursOf.set(minute, [...new Set([...(hoursOf.get(minute) ?? []), hour])]);
  }
  return [...hoursOf].map(([minute, hours]) => `${minute} ${hours.join(',')} ${days}`).join(' | ');
}

function weekdaysOf(field: string): number[] | null {
  const days = new Set<number>();
  for (const part of field.split(',')) {
    const [, from, to] = /^([0-7])(?:-([0-7]))?$/.exec(part) ?? [];
    if (from === undefined) return null;
    for (let day = Number(from); day <= Number(to ?? from); day++) days.add(day % 7);
  }
  return [...days].sort();
}

function weekdayField(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort();
  const inARow = days.length > 2 && days.every((day, index) => day === (days[0] ?? 0) + index);
  return inARow ? `${days[0]}-${days.at(-1)}` : days.join(',');
}
