import type { App } from '../../main/app.ts';
import { flowDocument } from '../../main/flows/flow-document.ts';
import { draftFromFile } from '../../main/flows/flow-file.ts';
import { existingFlow, flowDetailOf, flowSummaries, flowSummaryOf, storedFlow } from '../../main/flows/flow-views.ts';
import { resourceChecker } from '../../main/workers/resource-check.ts';
import { validateDefinition } from '../../main/workflow/validate/validate.ts';
import type { FlowSummary } from '../../shared/domain/flow.ts';
import { telling } from '../../shared/domain/telling.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { type Answer, type Command, type Invocation, usageError } from '../command.ts';
import { isFile, readJsonFile } from '../files.ts';
import { momentWords } from '../moment-words.ts';
import { stepLines } from '../plan-lines.ts';
import { endAnswer, untilEndedOrParked } from '../run-answer.ts';
import { flowChangeCommands } from './flow-changes.ts';

const validate: Command = {
  words: 'flow validate',
  usage: 'FILE',
  summary: 'checks a flow or a definition without storing it',
  takes: { min: 1, max: 1 },
  needs: 'nothing',
  run(invocation) {
    const draft = draftOf(invocation, invocation.positionals[0] ?? '');
    const problems = validateDefinition(draft.definition, { checkResource: resourceChecker(draft.workers, null) });
    return {
      document: { valid: problems.length === 0, problems: problems.map((problem) => ({ ...problem })) },
      words:
        problems.length === 0
          ? 'The flow is valid.'
          : problems
              .map(({ path, message, suggestion }) => `${path || '/'}: ${message}${suggestion ? ` ${suggestion}` : ''}`)
              .join('\n'),
      exitCode: problems.length === 0 ? 0 : 2,
    };
  },
};

const add: Command = {
  words: 'flow add',
  usage: 'FILE',
  summary: 'stores a flow from a file and schedules it',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run(invocation, app) {
    const draft = draftOf(invocation, invocation.positionals[0] ?? '');
    const { flowId } = app.orchestrator.setUp(draft, { listed: true });
    return summaryAnswer(flowSummaryOf(app.db, flowId, app.clock.nowMs()));
  },
};

const list: Command = {
  words: 'flow list',
  usage: '',
  summary: 'all flows with their schedule and last run',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const flows = flowSummaries(app.db, app.clock.nowMs());
    return {
      document: flows as unknown as JsonValue,
      words: flows.length === 0 ? 'There are no flows yet.' : flows.map(lineOf).join('\n'),
    };
  },
};

const show: Command = {
  words: 'flow show',
  usage: 'ID',
  summary: 'one flow: steps, schedule, workers, runs',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, timezone }, app) {
    const { id } = existingFlow(app.db, positionals[0] ?? '');
    const flow = flowDetailOf(app.db, id, app.clock.nowMs());
    const workers = flow.workers.map(({ name, may }) => `  ${name} may ${may.join(', ')}. Nothing else.`);
    const steps = flow.outline.flatMap((step, index) => stepLines(step, `${index + 1}. `, '  '));
    const runs = flow.runs
      .slice(0, 10)
      .map((run) => `  ${run.id}  ${run.status}  ${momentWords(run.startedAtMs, timezone)}`);
    return {
      document: flow as unknown as JsonValue,
      words: [lineOf(flow), '', ...steps, '', ...workers, ...(runs.length > 0 ? ['', 'Runs', ...runs] : [])].join('\n'),
    };
  },
};

const exportFlow: Command = {
  words: 'flow export',
  usage: 'ID',
  summary: 'one flow as a file that flow add takes',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals }, app) {
    const document = flowDocument(app.db, positionals[0] ?? '');
    return { document, words: JSON.stringify(document, null, 2) };
  },
};

function control(word: 'cancel' | 'pause' | 'resume', summary: string): Command {
  return {
    words: `flow ${word}`,
    usage: 'ID',
    summary,
    takes: { min: 1, max: 1 },
    needs: 'app',
    run({ positionals }, app) {
      const { id } = existingFlow(app.db, positionals[0] ?? '');
      app.control[word](id);
      return summaryAnswer(flowSummaryOf(app.db, id, app.clock.nowMs()));
    },
  };
}

const notify: Command = {
  words: 'flow notify',
  usage: 'FLOW every|news|failures',
  summary:
    'what you are told of its scheduled runs: every one, those that did something, or only failures; questions and what the flow notifies itself come anyway',
  takes: { min: 2, max: 2 },
  needs: 'app',
  run({ positionals }, app) {
    const [name = '', word] = positionals;
    const chosen = telling.safeParse(word);
    if (!chosen.success) throw usageError(`Say what you want to be told: ${telling.options.join(', ')}.`);
    const { id } = existingFlow(app.db, name);
    app.control.setTelling(id, chosen.data);
    const flow = flowDetailOf(app.db, id, app.clock.nowMs());
    return { document: flow as unknown as JsonValue, words: `${flow.name}: ${tellingWords[chosen.data]}` };
  },
};

const tellingWords = {
  every: 'you are told each time it fires.',
  news: 'you are told when it did something.',
  failures: 'you are told only when it fails.',
} as const;

const run: Command = {
  words: 'flow run',
  usage: 'ID|FILE [--input JSON] [--dry-run] [--fast-forward]',
  summary: 'runs a flow to its end; --dry-run only describes its effects, --fast-forward lets waits pass at once',
  options: { input: 'text', 'dry-run': 'flag', 'fast-forward': 'flag' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run(invocation, app) {
    const { positionals, options, terminal } = invocation;
    const [target = ''] = positionals;
    const input = parseInput(options.input);
    const flowId = isFile(terminal.cwd, target) ? null : existingFlow(app.db, target).id;
    if (options['dry-run']) return await runDry(invocation, app, target, flowId, input);
    const id =
      flowId ??
      app.orchestrator.setUp(
        { ...draftOf(invocation, target), schedule: null, scheduleText: null, triggers: [] },
        { listed: false },
      ).flowId;
    const { runId, ended } = await app.control.run(
      id,
      { kind: 'terminal' },
      { input, fastForward: options['fast-forward'] === true },
    );
    return await untilEndedOrParked(app, runId, ended);
  },
};

async function runDry(
  invocation: Invocation,
  app: App,
  target: string,
  flowId: string | null,
  input: JsonValue,
): Promise<Answer> {
  const flow = flowId === null ? draftOf(invocation, target) : storedFlow(app.db, flowId);
  const { runId, end, report } = await app.dryRun({ ...flow, input });
  const answer = endAnswer(runId, end);
  return {
    ...answer,
    document: { ...(answer.document as JsonObject), effects: report.effects },
    words: [answer.words, ...report.effects.map(({ summary }) => `would ${summary}`)].join('\n'),
  };
}

function draftOf({ terminal, timezone }: Invocation, file: string) {
  return draftFromFile(readJsonFile(terminal.cwd, file), file, { timezone, nowMs: Date.now() });
}

function parseInput(text: string | boolean | undefined): JsonValue {
  if (typeof text !== 'string') return {};
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw usageError(`--input must be JSON, such as '{"name":"Ada"}'; it is ${text}`);
  }
}

function summaryAnswer(flow: FlowSummary): Answer {
  return { document: flow as unknown as JsonValue, words: lineOf(flow) };
}

function lineOf(flow: FlowSummary): string {
  const last = flow.lastRun ? `, last run ${flow.lastRun.status.toLowerCase()}` : '';
  return `${flow.id}  ${flow.name}  [${flow.status}]  ${flow.schedule?.words ?? 'when you run it'}${flow.schedule?.next[0] ? `, next ${flow.schedule.next[0]}` : ''}${last}`;
}

export const flowCommands: Command[] = [
  validate,
  add,
  list,
  show,
  exportFlow,
  control('cancel', 'ends a flow for good; its history stays'),
  control('pause', 'lets no schedule of the flow fire until it is resumed'),
  control('resume', 'lets it fire again'),
  notify,
  run,
  ...flowChangeCommands,
];
