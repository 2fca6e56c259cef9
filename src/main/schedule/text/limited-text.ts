/**
 * A schedule with phrases that narrow it down. Takes such phrases out, wherever they stand, until what is left is a schedule; each
 * phrase must be understood in full (limit-rules.ts), so nothing is dropped in silence.
 */
import { Temporal } from 'temporal-polyfill';
import type { ScheduleLimits, ScheduleSpec } from '../../../shared/domain/schedule.ts';
import { isoInZone, momentOfWall } from '../zone-time.ts';
import { ScheduleTextProblem } from './clauses.ts';
import { normalise } from './grammar.ts';
import { begun } from './limit-days.ts';
import { type LimitRule, limitRules } from './limit-rules.ts';
import type { LimitContext, SaidLimit } from './said-limit.ts';

type Read = (text: string) => { schedule: ScheduleSpec; assumptions: string[] } | null;
export interface LimitedSchedule {
  schedule: ScheduleSpec;
  assumptions: string[];
}

interface Taken {
  rest: string;
  said: SaidLimit;
}

/** Schedules tried before a text counts as not understood; each costs about a millisecond. */
const mostTries = 30;
const mostPhrases = 5;
/** Nobody limits a schedule in more words; hostile text must not hold the process up. */
const mostWords = 40;
/** Texts looked through for phrases, and phrases read, in all. */
const mostLooks = 60;
const mostReads = 1_500;

/** Null when no reading is whole. `read` reads what is left, without its limits. @throws ScheduleTextProblem when a limit cannot be */
export function readLimited(text: string, context: LimitContext, read: Read): LimitedSchedule | null {
  if (text.split(/\s+/).length > mostWords) return null;
  const search = new Search(context, read);
  search.from(text, []);
  const [best] = search.found.sort(
    (a, b) => a.assumptions.length - b.assumptions.length || a.said.length - b.said.length,
  );
  if (best === undefined) return null;
  return { schedule: withLimits(best.schedule, best.said, context), assumptions: best.assumptions };
}

class Search {
  readonly found: Array<LimitedSchedule & { said: SaidLimit[] }> = [];
  readonly #context: LimitContext;
  readonly #read: Read;
  readonly #rests = new Map<string, LimitedSchedule | null>();
  readonly #looked = new Set<string>();
  #reads = 0;
  readonly #phrases = new Map<LimitRule, Map<string, SaidLimit | null>>();

  constructor(context: LimitContext, read: Read) {
    this.#context = context;
    this.#read = read;
  }

  /** The same words are met again in each text that is tried. */
  readonly #readPhrase = (rule: LimitRule, object: string): SaidLimit | null => {
    const known = this.#phrases.get(rule) ?? new Map<string, SaidLimit | null>();
    this.#phrases.set(rule, known);
    const before = known.get(object);
    if (before !== undefined) return before;
    this.#reads += 1;
    const said = this.#reads > mostReads ? null : rule.read(object, this.#context);
    known.set(object, said);
    return said;
  };

  from(text: string, said: SaidLimit[]): void {
    if (said.length > 0) {
      const read = this.#readRest(text);
      if (read !== null && read.schedule.kind !== 'manual') {
        const told = said.flatMap(({ assumption }) => (assumption === undefined ? [] : [assumption]));
        this.found.push({ schedule: read.schedule, assumptions: [...read.assumptions, ...told], said });
        return;
      }
    }
    const looked = `${said.length} ${text}`;
    if (said.length >= mostPhrases || this.#looked.size >= mostLooks || this.#looked.has(looked)) return;
    this.#looked.add(looked);
    // From the right: what comes last limits what was said before it.
    for (const taken of phrasesIn(text, this.#readPhrase).reverse()) this.from(taken.rest, [...said, taken.said]);
  }

  #readRest(text: string): LimitedSchedule | null {
    const known = this.#rests.get(text);
    if (known !== undefined) return known;
    const read = this.#rests.size >= mostTries ? null : this.#read(text);
    this.#rests.set(text, read);
    return read;
  }
}

/** Where limits that follow a schedule in a sentence end: "check it every hour | for 3 days". `from` when there are none. */
export function endOfLimitsAfter(text: string, from: number, context: LimitContext): number {
  const gap = /^[\s,(]*/.exec(text.slice(from))?.[0].length ?? 0;
  const start = from + gap;
  // A sentence may go on with anything, so only what cannot be part of it counts.
  const phrase = normalise(text.slice(start, start + 120)).split(/[.;:!?→\n]/)[0] ?? '';
  let end = start;
  for (const rule of limitRules) {
    const lead = new RegExp(rule.lead);
    const match = rule.inSentence === false ? null : lead.exec(phrase);
    if (match === null) continue;
    for (const word of phrase.matchAll(/[\w)](?![\w'])/g)) {
      const objectEnd = word.index + 1;
      if (objectEnd <= match[0].length) continue;
      if (rule.read(phrase.slice(match[0].length, objectEnd).trim(), context) !== null)
        end = Math.max(end, start + objectEnd);
    }
  }
  return end === start ? from : endOfLimitsAfter(text, end, context);
}

/** Every phrase that some rule understands, with the text without it. */
function phrasesIn(text: string, read: (rule: LimitRule, object: string) => SaidLimit | null): Taken[] {
  const plain = normalise(text);
  const starts = [...plain.matchAll(/(?<![\w'])\w/g)].map(({ index }) => index);
  const ends = [...plain.matchAll(/[\w)](?![\w'])/g)].map(({ index }) => index + 1);
  return starts.flatMap((start) =>
    limitRules.flatMap((rule) => {
      const lead = new RegExp(rule.lead);
      lead.lastIndex = start;
      const match = lead.exec(plain);
      if (match === null) return [];
      const objectStart = start + match[0].length;
      return ends
        .filter((end) => end > objectStart && end - objectStart < 80)
        .flatMap((end): Taken[] => {
          const said = read(rule, plain.slice(objectStart, end).trim());
          if (said === null) return [];
          return [{ rest: joined(text.slice(0, start), said.instead ?? '', text.slice(end)), said }];
        });
    }),
  );
}

function joined(before: string, instead: string, after: string): string {
  return [
    before.replace(/[\s,;(]*(?:\b(?:and|but|then|only)\b[\s,;]*)?$/i, ''),
    instead,
    after.replace(/^[\s,;)]*/, ''),
  ]
    .filter((part) => part.trim() !== '')
    .join(' ')
    .replace(/^[\s,;]*(?:and\b)?\s*/i, '')
    .trim();
}

function withLimits(schedule: ScheduleSpec, said: SaidLimit[], context: LimitContext): ScheduleSpec {
  if (schedule.kind === 'manual') return schedule;
  const { timezone } = schedule;
  const limits: ScheduleLimits = {};
  const moment = (wallMs: number): string => isoInZone(timezone, momentOfWall(timezone, wallMs));
  const until = said.find((one) => one.until !== undefined)?.until;
  for (const one of said) {
    if (one.from !== undefined) limits.from = once(limits.from, moment(begun(one.from, until).wallMs), 'first days');
    if (one.until !== undefined) limits.until = once(limits.until, moment(one.until.wallMs), 'ends');
    if (one.times !== undefined) limits.times = once(limits.times, one.times, 'numbers of firings');
    if (one.quiet !== undefined) limits.quiet = once(limits.quiet, one.quiet, 'quiet hours');
    if (one.jitterMs !== undefined) limits.jitterMs = once(limits.jitterMs, one.jitterMs, 'delays');
    if (one.except !== undefined)
      limits.except = {
        dates: [...(limits.except?.dates ?? []), ...one.except.dates],
        holidays: (limits.except?.holidays ?? false) || one.except.holidays,
      };
  }
  const lasting = said.find((one) => one.lasting !== undefined)?.lasting;
  if (lasting !== undefined) {
    const startMs = limits.from === undefined ? context.nowMs : Date.parse(limits.from);
    const end = Temporal.Instant.fromEpochMilliseconds(startMs)
      .toZonedDateTimeISO(timezone)
      .add({ [`${lasting.unit}s`]: lasting.amount });
    limits.until = once(limits.until, isoInZone(timezone, end.epochMilliseconds - 1), 'ends');
  }
  if (limits.times !== undefined) limits.timesSince = isoInZone(timezone, context.nowMs);
  if (limits.from !== undefined && Date.parse(limits.from) <= context.nowMs) delete limits.from;
  checkOrder(limits, context);
  return { ...schedule, ...limits };
}

function once<T>(known: T | undefined, said: T, what: string): T {
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(said))
    throw new ScheduleTextProblem(`This names two different ${what}: say one.`);
  return said;
}

function checkOrder({ from, until }: ScheduleLimits, { nowMs }: LimitContext): void {
  if (until === undefined) return;
  if (Date.parse(until) <= nowMs)
    throw new ScheduleTextProblem(`It would have ended already: ${until.slice(0, 16).replace('T', ' ')} is past.`);
  if (from !== undefined && Date.parse(until) < Date.parse(from))
    throw new ScheduleTextProblem('It would end before it begins.');
}
