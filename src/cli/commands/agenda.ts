/** `agenda`, `pause-all`, `resume-all`: what was due and will be due, over all flows. */
import type { App } from '../../main/app.ts';
import type { AgendaEntry } from '../../shared/domain/agenda.ts';
import type { JsonValue } from '../../shared/json.ts';
import { type Answer, type Command, usageError } from '../command.ts';

const dayMs = 86_400_000;

const agenda: Command = {
  words: 'agenda',
  usage: '[--from ISO] [--to ISO] [--limit N] [--after OCCURRENCE_ID]',
  summary: 'what became of what was due, and what will fire: from a day ago to a day ahead unless you say otherwise',
  options: { from: 'text', to: 'text', limit: 'text', after: 'text' },
  takes: { min: 0, max: 0 },
  needs: 'app',
  async run({ options }, app) {
    const nowMs = app.clock.nowMs();
    const fromMs = typeof options.from === 'string' ? moment('from', options.from) : nowMs - dayMs;
    const toMs = typeof options.to === 'string' ? moment('to', options.to) : Math.max(fromMs, nowMs) + dayMs;
    const limit = typeof options.limit === 'string' ? Number(options.limit) : 500;
    if (!Number.isInteger(limit) || limit < 1 || limit > 2_000)
      throw usageError(`--limit must be a whole number from 1 to 2000; it is ${String(options.limit)}.`);
    const after = typeof options.after === 'string' ? options.after : null;
    const page = await app.scheduler.agenda({ fromMs, toMs, limit, after });
    const more = page.next === null ? [] : [`More: --after ${page.next}`];
    return {
      document: page as unknown as JsonValue,
      words: page.entries.length === 0 ? 'Nothing in that time.' : [...page.entries.map(lineOf), ...more].join('\n'),
    };
  },
};

function lineOf({ due, flowName, status, reason, occurrenceId, canRun }: AgendaEntry): string {
  return `${due}  ${flowName}: ${status}${reason === null ? '' : `, ${reason}`}${canRun ? `\n    schedule run-missed ${occurrenceId}` : ''}`;
}

const pauseAll: Command = {
  words: 'pause-all',
  usage: '[--until ISO]',
  summary: 'lets no schedule fire, until resume-all or until a moment; what runs goes on',
  options: { until: 'text' },
  takes: { min: 0, max: 0 },
  needs: 'app',
  run({ options }, app) {
    app.pauseAll(true, typeof options.until === 'string' ? moment('until', options.until) : null);
    return statusAnswer(app);
  },
};

const resumeAll: Command = {
  words: 'resume-all',
  usage: '',
  summary: 'lets schedules fire again',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    app.pauseAll(false);
    return statusAnswer(app);
  },
};

function statusAnswer(app: App): Answer {
  const { paused, pausedUntil } = app.status();
  const words = !paused
    ? 'Schedules fire.'
    : `Everything is paused ${pausedUntil ? `until ${pausedUntil}` : "until 'resume-all'"}.`;
  return { document: { paused, pausedUntil: pausedUntil ?? null }, words };
}

function moment(option: string, text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw usageError(`--${option} must be an ISO 8601 time such as 2026-11-22T15:00:00Z; it is ${text}.`);
  return ms;
}

export const agendaCommands: Command[] = [agenda, pauseAll, resumeAll];
