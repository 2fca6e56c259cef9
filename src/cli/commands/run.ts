import { resumeRun, runAgain } from '../../main/flows/run-actions.ts';
import { runDetailOf, runSummaries, runSummaryOf } from '../../main/flows/run-views.ts';
import { newId } from '../../main/ids.ts';
import type { RunSummary } from '../../shared/domain/run.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { agentLines, usageWords } from '../agent-lines.ts';
import type { Command } from '../command.ts';
import { momentWords } from '../moment-words.ts';
import { untilEndedOrParked } from '../run-answer.ts';

const list: Command = {
  words: 'run list',
  usage: '',
  summary: 'the latest 50 runs',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run({ timezone }, app) {
    const runs = runSummaries(app.db, { limit: 50 });
    return {
      document: runs as unknown as JsonValue,
      words: runs.length === 0 ? 'Nothing has run yet.' : runs.map((run) => lineOf(run, timezone)).join('\n'),
    };
  },
};

const show: Command = {
  words: 'run show',
  usage: 'ID [--events]',
  summary: 'one run: steps, effects, refused calls, notifications; --events adds its history',
  options: { events: 'flag' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, options, timezone }, app) {
    const { events, ...rest } = runDetailOf(app.db, positionals[0] ?? '');
    const document = { ...rest, ...(options.events ? { events } : {}) } as unknown as JsonObject;
    const steps = rest.steps.map(
      ({ title, status, error, cause, agent }) =>
        `  ${status.padEnd(9)}  ${title}${error ? `: ${error}: ${cause ?? ''}` : ''}${agent ? ` (${usageWords(agent.usage)})` : ''}`,
    );
    const effects = rest.effects.map(({ summary }) => `  ${summary}`);
    const refusals = rest.refusals.map(({ reason }) => `  ${reason}`);
    const history = options.events
      ? [
          ...rest.steps.flatMap(({ state, agent }) =>
            agent ? ['', `Model messages of ${state}`, ...agentLines(agent)] : [],
          ),
          '',
          'History',
          ...events.map(({ seq, at, type, state }) => `  ${seq}  ${at}  ${type}${state === null ? '' : `  ${state}`}`),
        ]
      : [];
    return {
      document,
      words: [
        lineOf(rest.run, timezone),
        '',
        'Steps',
        ...steps,
        ...(effects.length > 0 ? ['', 'Effects', ...effects] : []),
        ...(refusals.length > 0 ? ['', 'Refused', ...refusals] : []),
        ...history,
      ].join('\n'),
    };
  },
};

const resume: Command = {
  words: 'run resume',
  usage: 'ID [--from STATE|#EVENT]',
  summary:
    'takes up a run that failed, at the state where it did; --from makes a new run with the recorded results before STATE, or before the visit that EVENT of run show --events began',
  options: { from: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals, options }, app) {
    const [runId = ''] = positionals;
    runSummaryOf(app.db, runId);
    const { from } = options;
    const started =
      typeof from === 'string'
        ? await app.engine.fork(runId, visitNamed(from), newId('run', app.clock.nowMs()))
        : await resumeRun(app, runId);
    return await untilEndedOrParked(app, started.runId, started.ended);
  },
};

const rerun: Command = {
  words: 'run again',
  usage: 'ID',
  summary: 'a new run of the same flow with the same input',
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals }, app) {
    const { runId, ended } = await runAgain(app, positionals[0] ?? '', { kind: 'terminal' });
    return await untilEndedOrParked(app, runId, ended);
  },
};

const exportRun: Command = {
  words: 'run export',
  usage: 'ID',
  summary: "a run's whole history as JSON",
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals }, app) {
    const document = runDetailOf(app.db, positionals[0] ?? '') as unknown as JsonObject;
    return { document, words: JSON.stringify(document, null, 2) };
  },
};

const cancel: Command = {
  words: 'run cancel',
  usage: 'ID',
  summary: 'ends a run that is under way',
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals, timezone }, app) {
    const [runId = ''] = positionals;
    runSummaryOf(app.db, runId);
    // A run that an earlier process left open is taken up so that its end is written by the rules.
    if (!app.engine.isOpen(runId)) app.engine.recover();
    await app.engine.cancel(runId, 'Cancelled from the terminal.');
    const run = runSummaryOf(app.db, runId);
    return { document: run as unknown as JsonValue, words: lineOf(run, timezone) };
  },
};

/** `#12` is the number of the event that began a visit; anything else is a state's name. */
function visitNamed(from: string): string | number {
  const [, number] = /^#(\d+)$/.exec(from) ?? [];
  return number === undefined ? from : Number(number);
}

function lineOf(run: RunSummary, timezone: string): string {
  const took = run.endedAtMs === null ? 'under way' : `${((run.endedAtMs - run.startedAtMs) / 1000).toFixed(1)} s`;
  return `${run.id}  ${run.flowName}  ${run.status}  ${momentWords(run.startedAtMs, timezone)}  ${took}`;
}

export const runCommands: Command[] = [list, show, resume, rerun, exportRun, cancel];
