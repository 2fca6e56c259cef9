import type { ScheduleSpec } from '../../../shared/domain/schedule.ts';
import { nextOccurrences } from '../recurrence.ts';
import { isoInZone } from '../zone-time.ts';
import { type BuiltSchedule, buildSchedule } from './build-schedule.ts';
import { type PlacedClause, ScheduleTextProblem } from './clauses.ts';
import { cronPhrasesIn } from './cron-phrase.ts';
import { normalise } from './grammar.ts';
import { leadingPhrase } from './phrases.ts';
import { buildMoments, dateMentions, refinementAfter } from './single-moments.ts';

/** Schedule phrases inside a sentence that is about something else as well: stricter about what counts as one. */

interface Context {
  timezone: string;
  nowMs: number;
}

export interface FoundSchedule {
  /** Span in the sentence, [start, end). */
  start: number;
  end: number;
  text: string;
  schedule: ScheduleSpec;
  assumptions: string[];
  /** Only clock times were said ("at 5pm"): `schedule` reads them as every day, this as the next one alone. */
  once?: ScheduleSpec;
}

/** Every longest schedule phrase, in order, not overlapping. Quoted text and addresses are left alone. */
export function findUnlimited(text: string, context: Context): FoundSchedule[] {
  const masked = mask(text);
  const crons = cronPhrasesIn(masked, context);
  const moments = momentsIn(masked, context);
  const found: FoundSchedule[] = [];
  for (let position = 0; position < text.length; ) {
    const start = nextStart(masked, position);
    if (start === -1) break;
    const here = [...crons, ...moments]
      .filter((one) => one.start === start)
      .map((one) => ({ assumptions: [], ...one }));
    const phrase = recurringAt(masked, start, context);
    const repeats = phrase?.recurs === true;
    const best = repeats ? phrase : [...here, ...(phrase === null ? [] : [phrase])].sort((a, b) => b.end - a.end)[0];
    if (best === undefined) {
      position = start + 1;
      continue;
    }
    found.push(place(text, masked, best, start));
    position = best.end;
  }
  return found;
}

type Candidate = { end: number; schedule: ScheduleSpec; assumptions: string[]; once?: ScheduleSpec };

const blank = (part: string): string => '\u0001'.repeat(part.length);

/** Quotes, addresses, paths and file names hold no schedules; blanking keeps every offset. */
function mask(text: string): string {
  return text
    .replace(/"[^"\n]*"|“[^”\n]*”|`[^`\n]*`|(?<![\w])'[^'\n]*'(?!\w)/g, blank)
    .replace(/\b[a-z]+:\/\/\S+|(?<!\S)[~.]?\/\S+|\{[^}\s]*\}\S*|\b[\w-]+(?:[_/][\w-]+)*\.[a-z]\w{1,4}\b/gi, (part) =>
      /^\d+\.\d+|[ap]\.m/i.test(part) ? part : blank(part),
    );
}

const wordStart = /(?<![\w/.@#:$€£-])[\w*@]/g;

function nextStart(text: string, from: number): number {
  wordStart.lastIndex = from;
  return wordStart.exec(text)?.index ?? -1;
}

const starters =
  /^(?:every|each|all|once|twice|thrice|\d+ ?(?:x|times)|(?:three|four|five|six) times|hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|minutely|fortnightly|half|quarter|bi|on|at|@|in the|between|from|during|starting|the (?:first|second|third|fourth|fifth|last|\d)|the top|first|last|mon|tue|wed|thu|fri|sat|sun|weekday|weekend|workday|working|business|mornings|evenings|nights|afternoons|\d+(?:st|nd|rd|th))/;
/** Before these, "every day", "monday" or "weekday" are part of a condition or a loop, not a schedule. */
const notAfter = /(?:\b(?:for|is|are|isn't|was|be|not|if|whether|than|of)|\bretr(?:y|ies|ying)\b[^.,;:→]*)\s+$/;
const adverbs = /^(?:hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|fortnightly)$/;

function recurringAt(masked: string, start: number, context: Context): (Candidate & { recurs: boolean }) | null {
  const rest = normalise(masked.slice(start));
  if (!starters.test(rest)) return null;
  const before = normalise(masked.slice(Math.max(0, start - 40), start));
  if (notAfter.test(before)) return null;
  const clauses = readable(() => leadingPhrase(masked.slice(start)));
  if (clauses === null) return null;
  for (let count = clauses.length; count > 0; count -= 1) {
    const candidate = built(masked, start, clauses.slice(0, count), context);
    if (candidate !== null && !isAdjective(rest, before, candidate.end - start)) return candidate;
  }
  return null;
}

function built(
  masked: string,
  start: number,
  clauses: PlacedClause[],
  context: Context,
): (Candidate & { recurs: boolean }) | null {
  const end = start + (clauses.at(-1)?.end ?? 0);
  if (!endsCleanly(masked, end)) return null;
  const text = masked.slice(start, end).trim();
  const result = readable(() =>
    buildSchedule(
      clauses.map(({ clause }) => clause),
      { ...context, text },
    ),
  );
  if (result === null) return null;
  const clearTime =
    result.onlyTimes &&
    /^(?:at|@)/.test(normalise(text)) &&
    /[:.]\d|[ap]\.?m|noon|midnight|midday|o'?clock|past|to/.test(normalise(text));
  if (!result.recurs && !clearTime) return null;
  return {
    end,
    schedule: result.schedule,
    assumptions: result.assumptions,
    recurs: result.recurs,
    ...onceOf(result, context),
  };
}

function onceOf(result: BuiltSchedule, context: Context): { once?: ScheduleSpec } {
  if (!result.onlyTimes || result.schedule.kind !== 'cron') return {};
  const { timezone, text, cron } = result.schedule;
  const moments = nextOccurrences(result.schedule, { afterMs: context.nowMs, count: cron.split('|').length });
  return { once: { kind: 'at', at: moments.map((moment) => isoInZone(timezone, moment)), timezone, text } };
}

/** "the daily report", "my weekly list": which one it is, not when. */
function isAdjective(rest: string, before: string, length: number): boolean {
  const phrase = rest.slice(0, length).trim();
  return (
    adverbs.test(phrase) &&
    /\b(?:the|my|our|your|its|their|this|that)\s+$/.test(before) &&
    /^\s+[a-z]/.test(rest.slice(length)) &&
    !/^\s+(?:and|then|check|at)\b/.test(rest.slice(length))
  );
}

function endsCleanly(text: string, end: number): boolean {
  return !/^(?:[/@_\w]|[-.]\w)/.test(text.slice(end));
}

/** What the words name may be impossible; in a sentence that only means they are no schedule. */
function readable<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScheduleTextProblem) return null;
    throw error;
  }
}

const momentWords =
  /^(?:(?:on|at|this|next|tomorrow|today|tonight|the day after|in (?:an?|half|\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|a few|a couple))\b)|from now$/i;
const notMoments =
  /\b(?:until|till|by|since|before|after|than|last|past|previous|is|if|when|of|within|for)\s+(?:on\s+)?(?:the\s+)?$/i;

function momentsIn(masked: string, context: Context): Array<Candidate & { start: number }> {
  return dateMentions(masked, context).flatMap((mention) => {
    const lead = /\b(?:on|at)\s+(?:the\s+)?$/i.exec(masked.slice(0, mention.index))?.[0].length ?? 0;
    const start = mention.index - lead;
    const dateEnd = mention.index + mention.text.length;
    const dated =
      mention.start.isCertain('day') || mention.start.isCertain('weekday') || mention.start.isCertain('timezoneOffset');
    if (
      !dated ||
      notMoments.test(masked.slice(0, start)) ||
      /\b(?:ago|last|past)\b/i.test(mention.text) ||
      !endsCleanly(masked, dateEnd)
    )
      return [];
    const refinement = readable(() => refinementAfter(masked.slice(dateEnd))) ?? [];
    const timed = mention.start.isCertain('hour') || refinement.some(({ clause }) => clause.kind === 'times');
    const said = masked.slice(start, dateEnd);
    if (
      mention.start.isCertain('timezoneOffset')
        ? !/^in\b|from now$/i.test(said) && !/\d{4}-\d\d/.test(said)
        : !timed && (!momentWords.test(said) || /^(?:today|this week)$/i.test(said))
    )
      return [];
    const end = dateEnd + (refinement.at(-1)?.end ?? 0);
    const moments = readable(() =>
      buildMoments(
        [mention],
        refinement.map(({ clause }) => clause),
        { ...context, text: masked.slice(start, end).trim() },
      ),
    );
    return moments === null ? [] : [{ start, end, ...moments }];
  });
}

/** Takes in "run it" before and the comma that sets the phrase apart, so that what is left reads on. */
function place(text: string, masked: string, candidate: Candidate, phraseStart: number): FoundSchedule {
  const trailing = /\s+$/.exec(text.slice(phraseStart, candidate.end))?.[0].length ?? 0;
  let end = candidate.end - trailing;
  let start = phraseStart;
  const lead = /(?:(?:and|then|please)\s+)?\b(?:run|do|repeat|schedule)\s+(?:it|this|that)[,:]?\s+$/i.exec(
    masked.slice(0, start),
  );
  if (lead !== null) start = lead.index;
  if (/(?:^|[.;!?\n])\s*$/.test(masked.slice(0, start))) end += /^\s*[,:]\s*/.exec(masked.slice(end))?.[0].length ?? 0;
  else if (/^\s*(?:[.;!?\n]|$)/.test(masked.slice(end)))
    start -= /\s*[,;]\s*$/.exec(masked.slice(0, start))?.[0].length ?? 0;
  const phrase = text.slice(phraseStart, candidate.end).trim();
  const { end: _end, ...rest } = candidate;
  return {
    start,
    end,
    text: phrase,
    schedule: { ...rest.schedule, text: phrase },
    assumptions: rest.assumptions,
    ...(rest.once === undefined ? {} : { once: { ...rest.once, text: phrase } }),
  };
}
