import type { State, StateMachine } from '../../shared/domain/flow-definition.ts';

/** What a definition does when a step fails, for the plan card: "Tries up to 3 times, then does what the plan says for that case." */
export function failureWords(definition: StateMachine): string {
  const steps = tasksIn(definition.States);
  const tries = Math.max(
    1,
    ...steps.flatMap(({ Retry }) => (Retry ?? []).map(({ MaxAttempts = 3 }) => MaxAttempts + 1)),
  );
  const handled = steps.some(({ Catch }) => (Catch?.length ?? 0) > 0);
  const first = tries === 1 ? 'Tries once' : `Tries up to ${tries} times`;
  return `${first}, then ${handled ? 'does what the steps say for that case, or tells you' : 'tells you'}.`;
}

function tasksIn(states: Record<string, State>): Array<Extract<State, { Type: 'Task' | 'Parallel' | 'Map' }>> {
  return Object.values(states).flatMap((state) => {
    if (state.Type === 'Parallel') return [state, ...state.Branches.flatMap((branch) => tasksIn(branch.States))];
    if (state.Type === 'Map') return [state, ...tasksIn(state.ItemProcessor.States)];
    return state.Type === 'Task' ? [state] : [];
  });
}
