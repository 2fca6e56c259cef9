import type { ShownStep } from '../../shared/domain/run.ts';

/** One visit of one state: a loop visits the same state at different times. Also its element's id. */
export function stepKey({ seq }: Pick<ShownStep, 'seq'>): string {
  return `step-${seq}`;
}
