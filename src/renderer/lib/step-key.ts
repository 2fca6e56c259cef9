import type { RunStep } from '../../shared/domain/run.ts';

/** One visit of one state: a loop visits the same state at different times. Also its element's id. */
export function stepKey(step: RunStep): string {
  return `step ${step.scope} ${step.state} ${step.enteredAtMs}`;
}
