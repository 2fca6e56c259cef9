/** "make it 8am instead", "also log it", "use $80", "call it Kettle watch": a change to a plan, or to a flow by its name. */
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import { findSchedules, parseScheduleText } from '../schedule/schedule-text.ts';
import { scheduleInWords } from '../schedule/schedule-words.ts';
import { namedFlows } from './commands.ts';
import { liftSchedules } from './schedule-phrases.ts';
import type { Token } from './token.ts';
import { tokenise } from './tokens.ts';
import type { EditedPlan, PlannerContext } from './understanding.ts';

/** What is to be changed, and how its request reads then. Null parts stay as they are. */
export interface Edit {
  plan: EditedPlan;
  request: string;
  scheduleText: string | null;
  name: string | null;
}

const lead =
  /^(?:(?:actually|no|hm+|ok|okay|sorry|oh|please|rather|better|can you|could you|would you)[,:]?\s+)*(?:(?:make|change|set|move|switch|put|do|run|reschedule|schedule|use|let|check|shift|start|have)\b\s*)?/i;
const target =
  /^(?:(?:it|this|that|them|the (?:schedule|time|flow|plan|interval|limit|threshold|price|amount)|its (?:schedule|time|limit))\b\s*)?/i;
const join = /^(?:(?:to|at|be|run|for|on|with|from|by|fire|happen|instead of that|instead|rather)\b\s*)*/i;
const tail = /^(?:[\s,.!]|instead|rather|please|now|thanks|thank you|then|too|from now on|of that)*$/i;
const alone = /^(?:\d{1,2}(?::\d{2})?\s*(?:am|pm)|\d{1,2}:\d{2}|noon|midnight|\d{1,2} o'clock)$/i;

export function readEdit(said: string, context: PlannerContext): Edit | null {
  const named = flowNamed(said, context);
  const plan = named?.plan ?? context.plan ?? null;
  if (plan === null) return null;
  const text = named?.rest ?? said;
  return (
    renamed(text, plan) ??
    rescheduled(text, plan, context) ??
    added(text, plan, context) ??
    reworded(text, plan, context)
  );
}

/** "change the price watch to 8am": which flow, and the rest of the sentence. */
function flowNamed(said: string, context: PlannerContext): { plan: EditedPlan; rest: string } | null {
  const match =
    /^((?:please\s+)?(?:change|make|move|reschedule|set|switch|let|have|update|rename)\s+)(.+?)\s+((?:to|run|at|fire|so that|be|every|daily|hourly)\b.*)$/i.exec(
      said,
    );
  if (match === null) return null;
  const [, verb = '', words = '', rest = ''] = match;
  const [flow, ...others] = namedFlows(words, context);
  if (flow === undefined || others.length > 0 || /^(?:it|this|that)$/i.test(words)) return null;
  const { request, schedule } = flow;
  if (request === undefined) return null;
  return {
    plan: { request, schedule: schedule ?? null, name: flow.name, flowId: flow.id, decided: true },
    rest: `${verb}it ${rest}`,
  };
}

function renamed(text: string, plan: EditedPlan): Edit | null {
  const name =
    /^(?:please\s+)?(?:call|name|rename)\s+(?:it|this|that|the flow|the plan)\s+(?:to\s+)?["“'‘]?(.+?)["”'’]?[.!]?$/i.exec(
      text,
    )?.[1];
  return name === undefined ? null : { plan, request: plan.request, scheduleText: null, name: name.slice(0, 120) };
}

function rescheduled(text: string, plan: EditedPlan, context: PlannerContext): Edit | null {
  const rest = withoutLead(text);
  // "at 10" speaks of the clock, "make it 10" need not.
  const hour = /\bat\s+(\d{1,2})(?:\s+instead)?[\s.!]*$/i.exec(text)?.[1];
  if (hour !== undefined && alone.test(`${hour}:00`) && /^\d{1,2}\b/.test(rest)) {
    const at = timeInstead(`${hour}:00`, plan.schedule, context);
    return at === null ? null : edited(plan, at, context);
  }
  const time = rest.replace(/[\s,.!]*(?:instead|rather|please|then)*[\s,.!]*$/i, '').trim();
  if (alone.test(time)) {
    const at = timeInstead(time, plan.schedule, context);
    return at === null ? null : edited(plan, at, context);
  }
  const [found, ...others] = findSchedules(rest, context);
  if (found === undefined || others.length > 0) return null;
  if (rest.slice(0, found.start).replace(join, '').trim() !== '' || !tail.test(rest.slice(found.end))) return null;
  // "at 8am" with no day is a time of the days there are already.
  const onlyTime = found.text.replace(/^at\s+/i, '').trim();
  const at = alone.test(onlyTime) ? timeInstead(onlyTime, plan.schedule, context) : null;
  return edited(plan, at ?? found.text, context);
}

/** The same days at another time; null when the schedule has no single time of day. */
function timeInstead(time: string, schedule: ScheduleSpec | null, context: PlannerContext): string | null {
  const daily = parseScheduleText(`daily at ${time}`, context);
  if (!daily.ok || daily.schedule.kind !== 'cron') return null;
  if (schedule?.kind !== 'cron') return `daily at ${time}`;
  const fields = schedule.cron.split(' ');
  if (fields.length !== 5 || schedule.cron.includes('|')) return null;
  const cron = [...daily.schedule.cron.split(' ').slice(0, 2), ...fields.slice(2)].join(' ');
  const words = scheduleInWords({ ...schedule, cron }).replace(/,[^,]*$/, '');
  const again = parseScheduleText(words, context);
  return again.ok && again.schedule.kind === 'cron' && again.schedule.cron === cron ? words : cron;
}

function edited(plan: EditedPlan, scheduleText: string, context: PlannerContext): Edit {
  return { plan, request: `${withoutSchedule(plan.request, context)}; ${scheduleText}`, scheduleText, name: null };
}

/** "also log it to prices": one more thing to do with what is read. */
function added(text: string, plan: EditedPlan, context: PlannerContext): Edit | null {
  const clause =
    /^(?:and\s+|oh\s+|please\s+)*(?:also|in addition|additionally|moreover)[,:]?\s+(.+?)[.!]?$/i.exec(text)?.[1] ??
    /^(?:and\s+|please\s+)*((?:log|save|write|append|notify|alert|tell|record|store|send|add)\b.+?)[,]?\s+(?:too|as well|also)[.!]?$/i.exec(
      text,
    )?.[1];
  if (clause === undefined) return null;
  const lifted = liftSchedules(plan.request, context);
  const schedule = lifted.text === null ? '' : `; ${lifted.text}`;
  return {
    plan,
    request: `${withoutSchedule(plan.request, context)}. Also ${clause}${schedule}`,
    scheduleText: null,
    name: null,
  };
}

/** "use $80", "80 instead of 100": the amount of the request, or the one that is named. */
function reworded(text: string, plan: EditedPlan, context: PlannerContext): Edit | null {
  const amounts = tokenise(text).tokens.filter(isAmount);
  const said = withoutLead(text);
  const rest = tokenise(said).tokens.filter((token) => !isAmount(token) && token.kind !== 'mark');
  const words =
    /^(?:to|at|be|below|under|above|over|instead|of|from|rather|than|limit|threshold|price|and|not|percent|dollars|euros)$/;
  if (amounts.length === 0 || amounts.length > 2 || rest.some(({ text: word }) => !words.test(word))) return null;
  const [first, second] = amounts;
  if (first === undefined) return null;
  const backwards = /\bfrom\b/i.test(text) && !/\binstead\b/i.test(text);
  const wanted = second !== undefined && backwards ? second : first;
  const before = second === undefined ? null : backwards ? first : second;
  const spans = liftSchedules(plan.request, context).spans;
  const candidates = tokenise(plan.request, spans).tokens.filter(isAmount);
  const meant = candidates.filter((token) =>
    before === null ? token.kind === wanted.kind || candidates.length === 1 : token.amount === before.amount,
  );
  const [only] = meant;
  if (only === undefined || meant.length > 1) return null;
  const amount = text.slice(wanted.start, wanted.end);
  // "use 80" for "$100" is $80.
  const written =
    wanted.kind === 'number' && only.kind !== 'number' ? only.text.replace(/\d[\d,.]*\d|\d/, amount) : amount;
  return {
    plan,
    request: `${plan.request.slice(0, only.start)}${written}${plan.request.slice(only.end)}`,
    scheduleText: null,
    name: null,
  };
}

const isAmount = ({ kind }: Token): boolean => kind === 'money' || kind === 'percent' || kind === 'number';

function withoutLead(text: string): string {
  return text.trim().replace(lead, '').replace(target, '').replace(join, '').trim();
}

function withoutSchedule(request: string, context: PlannerContext): string {
  let text = request;
  for (const { start, end } of liftSchedules(request, context).spans.toReversed())
    text = text.slice(0, start) + text.slice(end);
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;:])/g, '$1')
    .replace(/[\s,;:.]+$/, '')
    .replace(/^[\s,;:.]+/, '');
}
