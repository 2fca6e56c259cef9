import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import type { TriggerSpec } from '../../shared/domain/trigger.ts';
import { parseScheduleText } from '../schedule/schedule-text.ts';
import { compileBlock, grantsOf, newVariable, type Place, type Shared } from './compile/context.ts';
import { listsIn } from './compile/loops.ts';
import { connect, Machine, nothing } from './compile/machine.ts';
import { DEFAULT_RETRIES } from './compile/reading.ts';
import { compileAll } from './compile/steps.ts';
import { flowTextOf } from './flow-text.ts';
import { flowNameOf, taskOf, workerNameOf, workerPromptOf } from './naming.ts';
import type { FlowRequest, Step } from './request.ts';
import { liftSchedules } from './schedule-phrases.ts';
import { liftTrigger } from './trigger-phrases.ts';

export interface DraftFlow {
  name: string;
  task: string;
  /** The request as canonical text; understood again it gives the same request. */
  flowText: string;
  scheduleText: string | null;
  schedule: ScheduleSpec | null;
  /** What fires it instead of a schedule, where the request says so. */
  triggers?: TriggerSpec[];
  definition: StateMachine;
  workers: WorkerSpec[];
  ifItFails: string;
  assumptions: string[];
}

export function writeFlow(request: FlowRequest, context: { timezone: string; nowMs: number }): DraftFlow {
  const flowText = flowTextOf(request);
  const fires = request.scheduleText === null ? null : liftTrigger(request.scheduleText);
  const schedule = scheduleOf(fires === null ? request.scheduleText : null, context);
  const shared: Shared = {
    worker: workerNameOf(request.steps),
    zone: context.timezone,
    channel: request.channel ?? 'desktop',
    key: request.key,
    nowMs: context.nowMs,
    grants: new Map(),
    variables: new Set(['states', 'problem']),
    assumptions: new Set(schedule.assumptions),
    manyUrls: new Set(JSON.stringify(request.steps).match(/"url":"[^"]*"/g)).size > 1,
    compileAll,
  };
  const definition = { Comment: flowText, QueryLanguage: 'JSONata' as const, ...compile(request.steps, shared) };
  const task = taskOf(flowText);
  return {
    name: flowNameOf(request.steps),
    task,
    flowText,
    scheduleText: request.scheduleText,
    schedule: schedule.schedule,
    ...(fires === null ? {} : { triggers: [fires.spec] }),
    definition,
    workers: [{ name: shared.worker, tools: grantsOf(shared), prompt: workerPromptOf(shared.worker, flowText) }],
    ifItFails: ifItFails(request.steps),
    assumptions: [...shared.assumptions],
  };
}

function compile(steps: Step[], shared: Shared): Pick<StateMachine, 'StartAt' | 'States'> {
  const machine = new Machine();
  const place: Place = { shared, machine, values: new Map(), reasons: [], item: null, lists: new Map() };
  const lists = listsIn(steps);
  for (const list of lists) place.lists.set(list, newVariable(shared, list));
  const begin =
    lists.length === 0
      ? nothing
      : machine.single('Start with an empty list', {
          Type: 'Pass',
          Assign: Object.fromEntries(lists.map((list) => [place.lists.get(list) ?? list, []])),
        });
  return machine.finish(connect([begin, compileBlock(steps, place)]));
}

function scheduleOf(
  text: string | null,
  context: { timezone: string; nowMs: number },
): { schedule: ScheduleSpec | null; assumptions: string[] } {
  if (text === null) return { schedule: null, assumptions: [] };
  const parsed = parseScheduleText(text, context);
  if (parsed.ok) return parsed;
  return { schedule: liftSchedules(text, context).schedule, assumptions: [] };
}

function fetches(steps: Step[]): Step[] {
  return steps.flatMap((step): Step[] => {
    if (step.do === 'if') return fetches([...step.branches.flatMap((branch) => branch.steps), ...step.otherwise]);
    if (step.do === 'pages') return [step];
    return step.do === 'fetch' ? [step] : 'steps' in step ? fetches(step.steps) : [];
  });
}

function ifItFails(steps: Step[]): string {
  const made = fetches(steps);
  if (made.length === 0) return 'Tells you.';
  const tries = [
    ...new Set(made.map((step) => (step.do === 'fetch' ? (step.retries ?? DEFAULT_RETRIES) : DEFAULT_RETRIES) + 1)),
  ];
  const most = Math.max(...tries);
  const handled = made.every((step) => step.do === 'fetch' && step.onError !== null);
  return `${most === 1 ? 'Tries once' : `Tries ${most} times`}, then ${handled ? 'does what you said for that case' : 'tells you'}.`;
}
