import { parseScheduleText } from '../../main/schedule/schedule-text.ts';
import { scheduleView } from '../../main/schedule/schedule-view.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { type Command, usageError } from '../command.ts';

const next: Command = {
  words: 'schedule next',
  usage: 'TEXT [--timezone Z] [--from ISO] [--count N]',
  summary: 'the next firings of a schedule text',
  options: { timezone: 'text', from: 'text', count: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'nothing',
  run({ positionals, options, timezone: own }) {
    const [text = ''] = positionals;
    const timezone = typeof options.timezone === 'string' ? knownTimezone(options.timezone) : own;
    const nowMs = typeof options.from === 'string' ? moment(options.from) : Date.now();
    const count = typeof options.count === 'string' ? wholeNumber(options.count) : 5;
    const parsed = parseScheduleText(text, { timezone, nowMs });
    if (!parsed.ok)
      throw new MajordomoError({ code: 'Schedule.NotUnderstood', message: parsed.message, data: { text } });
    const view = scheduleView(parsed.schedule, { nowMs, count });
    return { document: view as unknown as JsonValue, words: [view.words, ...view.next].join('\n') };
  },
};

function knownTimezone(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    throw usageError(`'${name}' is not a time zone. Write an IANA name such as Europe/Berlin.`);
  }
}

function moment(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw usageError(`--from must be an ISO 8601 time such as 2026-11-22T15:00:00Z; it is ${text}.`);
  return ms;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1000)
    throw usageError(`--count must be a whole number from 1 to 1000; it is ${text}.`);
  return value;
}

export const scheduleCommands: Command[] = [next];
