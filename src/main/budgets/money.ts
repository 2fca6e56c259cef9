/** Money in whole millionths of a US dollar, so that sums are exact. */
import type { ModelPrice } from '../../shared/domain/budget.ts';

/** US dollars per million tokens are millionths of a dollar per token. Rounded up: a reservation must not be too small. */
export function microsOf(price: ModelPrice, inputTokens: number, outputTokens: number): number {
  return Math.ceil(inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion);
}

export function toMicros(dollars: number): number {
  return Math.round(dollars * 1_000_000);
}

export function toDollars(micros: number): number {
  return micros / 1_000_000;
}
