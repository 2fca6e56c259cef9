/** A flow as lines of text, so that two versions can be compared: when, what, who. */
import type { FlowBudget } from '../../shared/domain/budget.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { OutlineStep } from '../../shared/domain/plan.ts';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import type { TriggerSpec } from '../../shared/domain/trigger.ts';
import { scheduleInWords } from '../schedule/schedule-words.ts';
import type { Database } from '../store/database.ts';
import { readFlowVersion } from '../store/tables/flows.ts';
import { scheduleOfFlow } from '../store/tables/schedules.ts';
import { triggerViews } from '../triggers/trigger-changes.ts';
import { triggerInWords } from '../triggers/trigger-words.ts';
import { mayInWords, outlineOf } from './describe.ts';
import { agentsIn, planBudget } from './flow-budget.ts';
import { existingFlow, workersOf } from './flow-views.ts';

/** What a version of a flow is made of. */
interface VersionParts {
  definition: StateMachine;
  workers: readonly WorkerSpec[];
  budget?: FlowBudget | undefined;
}

export function flowLines(
  flow: VersionParts & {
    name: string;
    schedule: ScheduleSpec | null;
    triggers?: readonly TriggerSpec[] | undefined;
  },
): string[] {
  return [`Name: ${flow.name}`, `When: ${whenInWords(flow.schedule, flow.triggers ?? [])}`, ...definitionLines(flow)];
}

/** What it does and who may do it, without its name and its schedule, which are not of a version. */
export function definitionLines(flow: VersionParts): string[] {
  const agents = agentsIn(flow.definition);
  return [
    ...outlineOf(flow.definition).flatMap((step) => stepLines(step, '')),
    ...flow.workers.map((worker) => `${worker.name} may ${mayInWords(worker).join(', ') || 'do nothing'}`),
    ...flow.workers.filter(({ name }) => agents.includes(name)).flatMap(toldLines),
    ...planBudget(flow, {}).words.map((line) => `Budget: ${line}`),
  ];
}

/** What a model is told, as it is: a line of its own for each line, so that a change of one is seen. */
function toldLines({ name, prompt }: WorkerSpec): string[] {
  const [first = '', ...more] = prompt.split('\n').filter((line) => line.trim() !== '');
  return [`${name} is told: ${first}`, ...more.map((line) => `  ${line}`)];
}

function whenInWords(schedule: ScheduleSpec | null, triggers: readonly TriggerSpec[]): string {
  const words = [...(schedule ? [scheduleInWords(schedule)] : []), ...triggers.map((spec) => triggerInWords(spec))];
  return words.length === 0 ? 'when it is started' : words.join('; and ');
}

/** A stored flow as it is now. @throws MajordomoError `Flow.Unknown` */
export function storedFlowLines(db: Database, flowId: string): string[] {
  const flow = existingFlow(db, flowId);
  const version = readFlowVersion(db, flow.id, flow.current_version);
  return flowLines({
    name: flow.name,
    definition: version.definition,
    schedule: scheduleOfFlow(db, flow.id)?.spec ?? null,
    triggers: triggerViews(db, flow.id).map(({ spec }) => spec),
    workers: workersOf(db, version),
    budget: version.budget ?? undefined,
  });
}

function stepLines(step: OutlineStep, indent: string): string[] {
  return [
    `${indent}${step.parts.map(({ text }) => text).join('')}`,
    ...step.children.flatMap((child) => stepLines(child, `${indent}  `)),
  ];
}
