/** What a flow may spend, as its plan says it. */
import type { DayLimits, FlowBudget, SpendingLimits } from '../../shared/domain/budget.ts';
import type { State, StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { Plan } from '../../shared/domain/plan.ts';
import { listWords } from '../../shared/tools/words.ts';
import { toMicros } from '../budgets/money.ts';
import { amountWords } from '../budgets/shortfall.ts';
import { parseResource } from '../workers/resource.ts';

/** The workers that steps are handed to as agents: empty for a flow that asks no model by itself. */
export function agentsIn(definition: StateMachine): string[] {
  return [...new Set(agentsInStates(definition.States))];
}

function agentsInStates(states: Record<string, State>): string[] {
  return Object.values(states).flatMap((state): string[] => {
    if (state.Type === 'Map') return agentsInStates(state.ItemProcessor.States);
    if (state.Type === 'Parallel') return state.Branches.flatMap((branch) => agentsInStates(branch.States));
    const resource = state.Type === 'Task' ? parseResource(state.Resource) : undefined;
    return resource?.kind === 'agent' ? [resource.worker] : [];
  });
}

/** A run's whole time is the definition's own to say (TimeoutSeconds); the shorter of both holds. */
export function withTimeLimit(definition: StateMachine, budget: FlowBudget | undefined): StateMachine {
  if (budget?.minutesPerRun === undefined) return definition;
  const seconds = Math.ceil(budget.minutesPerRun * 60);
  return { ...definition, TimeoutSeconds: Math.min(seconds, definition.TimeoutSeconds ?? seconds) };
}

/** @param defaults what the settings allow a run whose flow says nothing */
export function planBudget(
  draft: { definition: StateMachine; workers: readonly WorkerSpec[]; budget?: FlowBudget | undefined },
  defaults: SpendingLimits,
): Plan['budget'] {
  const { budget } = draft;
  const agents = agentsIn(draft.definition);
  const perRun = budget?.perRun ?? defaults;
  const asks = agents.length > 0;
  const { TimeoutSeconds: seconds } = withTimeLimit(draft.definition, budget);
  const steps = draft.workers.filter(({ name, agent }) => agents.includes(name) && agent?.budget !== undefined);
  return {
    tokensPerRun: asks ? (perRun.tokens ?? null) : 0,
    words: [
      ...(asks
        ? [`asks a model as ${listWords(agents)}`, ...limitWords(perRun, 'a run')]
        : limitWords(budget?.perRun, 'a run')),
      ...limitWords(budget?.perDay, 'a day'),
      ...steps.flatMap(({ name, agent }) => limitWords(agent?.budget, `a step of ${name}`)),
      ...(seconds === undefined ? [] : [`at most ${timeWords(seconds)} a run`]),
      ...(asks || budget?.perRun || budget?.perDay
        ? [budget?.whenReached === 'stop' ? 'stops when that is reached' : 'asks you before it goes over']
        : []),
      ...(budget?.perDay?.runs !== undefined && budget.whenReached === 'stop'
        ? ['further firings of the day are skipped']
        : []),
    ],
  };
}

function limitWords({ tokens, money, toolCalls, runs }: DayLimits = {}, per: string): string[] {
  return [
    ...(runs === undefined ? [] : [`at most ${amountWords('runs', runs)} ${per}`]),
    ...(tokens === undefined ? [] : [`at most ${amountWords('tokens', tokens)} ${per}`]),
    ...(money === undefined ? [] : [`at most ${amountWords('money', toMicros(money))} ${per}`]),
    ...(toolCalls === undefined ? [] : [`at most ${amountWords('toolCalls', toolCalls)} ${per}`]),
  ];
}

function timeWords(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} seconds`;
  return seconds === 60 ? '1 minute' : `${(seconds / 60).toLocaleString('en-US')} minutes`;
}
