/** `schedule show`, `schedule set`, `schedule run-missed`: one flow's schedule, its policies, and a firing that never ran. */
import type { App } from '../../main/app.ts';
import { changeableFlow, existingFlow } from '../../main/flows/flow-views.ts';
import { changeSchedule, policiesOf } from '../../main/schedule/change-schedule.ts';
import { durationInWords } from '../../main/schedule/misfire.ts';
import { occurrenceKeyOf } from '../../main/schedule/run-missed.ts';
import { parseScheduleText } from '../../main/schedule/schedule-text.ts';
import { scheduleView } from '../../main/schedule/schedule-view.ts';
import { type Schedule, scheduleOfFlow } from '../../main/store/tables/schedules.ts';
import { misfirePolicy, overlapPolicy, type SchedulePolicies, schedulePolicies } from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { type Answer, type Command, type Invocation, usageError } from '../command.ts';
import { untilEndedOrParked } from '../run-answer.ts';

const show: Command = {
  words: 'schedule show',
  usage: 'FLOW',
  summary: "a flow's schedule, its next firings and its policies",
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals }, app) {
    const flow = existingFlow(app.db, positionals[0] ?? '');
    const schedule = scheduleOfFlow(app.db, flow.id);
    return answerOf(app, flow.id, schedule?.active === true ? schedule : null);
  },
};

const set: Command = {
  words: 'schedule set',
  usage:
    'FLOW [TEXT] [--timezone Z] [--misfire skip|latest|all] [--window 24h] [--cap N] [--overlap skip|queue|cancel|allow] [--retries N] [--pause-after N]',
  summary:
    'another schedule for a flow, or other policies: what becomes of missed firings (--misfire, not older than --window, at most --cap), of one that is due while a run goes on (--overlap), of a start that fails (--retries), and after how many failures in a row the flow is paused (--pause-after, 0: never)',
  options: {
    timezone: 'text',
    misfire: 'text',
    window: 'text',
    cap: 'text',
    overlap: 'text',
    retries: 'text',
    'pause-after': 'text',
  },
  takes: { min: 1, max: 2 },
  needs: 'app',
  run(invocation, app) {
    const [name = '', text] = invocation.positionals;
    const flow = changeableFlow(app.db, name);
    const nowMs = app.clock.nowMs();
    const policies = policiesSaid(invocation.options);
    if (text === undefined && Object.keys(policies).length === 0) throw usageError(`Usage: schedule set ${set.usage}`);
    const spec = text === undefined ? undefined : specOf(text, invocation, nowMs);
    const schedule = changeSchedule(app.db, flow.id, { ...(spec === undefined ? {} : { spec }), policies, nowMs });
    app.scheduleChanged(flow.id);
    return answerOf(app, flow.id, schedule);
  },
};

const runMissed: Command = {
  words: 'schedule run-missed',
  usage: 'OCCURRENCE_ID',
  summary: 'runs a firing that was missed or skipped after all, once; the agenda lists their ids',
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals }, app) {
    const runId = await app.scheduler.runMissed(occurrenceKeyOf(positionals[0] ?? ''));
    const ended = app.engine.endOf(runId);
    if (ended === undefined) return { document: { runId, status: 'ENDED' }, words: `${runId} has run.` };
    return await untilEndedOrParked(app, runId, ended);
  },
};

function answerOf(app: App, flowId: string, schedule: Schedule | null): Answer {
  if (schedule === null)
    return { document: { flowId, schedule: null, policies: null }, words: 'Only when you start it.' };
  const view = scheduleView(schedule.spec, { nowMs: app.clock.nowMs() });
  const policies = policiesOf(schedule);
  return {
    document: { flowId, schedule: view as unknown as JsonValue, policies: { ...policies } },
    words: [view.words, ...view.next, '', ...policyWords(policies)].join('\n'),
  };
}

function policyWords(policies: SchedulePolicies): string[] {
  const { misfire, misfireWindowMs, misfireCap, overlap, startRetries, pauseAfterFailures } = policies;
  const within = `when not older than ${durationInWords(misfireWindowMs)}`;
  return [
    `Missed firings: ${{ skip: 'are not made up for', latest: `the latest runs late, ${within}`, all: `all run late, at most ${misfireCap}, ${within}` }[misfire]}.`,
    `While a run goes on: a firing ${{ skip: 'is skipped', queue: 'waits, one at most', cancel: 'ends that run and takes its place', allow: 'runs beside it' }[overlap]}.`,
    `A start that fails: ${startRetries === 0 ? 'is not tried again' : `is tried again, at most ${startRetries} times`}.`,
    pauseAfterFailures === 0
      ? 'Failures never pause it.'
      : `It is paused after ${pauseAfterFailures} ${pauseAfterFailures === 1 ? 'failure' : 'failures in a row'}.`,
  ];
}

function specOf(text: string, { options, timezone: own }: Invocation, nowMs: number) {
  const timezone = typeof options.timezone === 'string' ? options.timezone : own;
  const parsed = parseScheduleText(text, { timezone, nowMs });
  if (!parsed.ok) throw new MajordomoError({ code: 'Schedule.NotUnderstood', message: parsed.message, data: { text } });
  return parsed.schedule;
}

/** @throws MajordomoError `Usage` naming the option */
function policiesSaid(options: Invocation['options']): Partial<SchedulePolicies> {
  const said: Partial<SchedulePolicies> = {};
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const misfire = text('misfire');
  if (misfire !== undefined) said.misfire = oneOf('misfire', misfirePolicy.options, misfire);
  const overlap = text('overlap');
  if (overlap !== undefined) said.overlap = oneOf('overlap', overlapPolicy.options, overlap);
  const window = text('window');
  if (window !== undefined) said.misfireWindowMs = durationOf(window);
  const numbers = { cap: 'misfireCap', retries: 'startRetries', 'pause-after': 'pauseAfterFailures' } as const;
  for (const [option, key] of Object.entries(numbers)) {
    const value = text(option);
    if (value === undefined) continue;
    const parsed = schedulePolicies.shape[key].safeParse(Number(value));
    if (!parsed.success)
      throw usageError(`--${option} must be a whole number: ${parsed.error.issues[0]?.message ?? value}.`);
    said[key] = parsed.data;
  }
  return said;
}

function oneOf<T extends string>(option: string, values: readonly T[], said: string): T {
  const found = values.find((value) => value === said);
  if (found === undefined) throw usageError(`--${option} must be one of ${values.join(', ')}; it is ${said}.`);
  return found;
}

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationOf(text: string): number {
  const [, count, unit = ''] = /^(\d+)\s*(m|h|d)(?:in(?:utes?)?|ours?|ays?)?$/.exec(text) ?? [];
  if (count === undefined) throw usageError(`--window must be a length of time such as 30m, 24h or 7d; it is ${text}.`);
  return Number(count) * (unitMs[unit] ?? 0);
}

export const schedulePolicyCommands: Command[] = [show, set, runMissed];
