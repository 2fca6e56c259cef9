import type { UsageTotals } from '../../shared/domain/usage.ts';
import type { UsageSum } from '../store/tables/usage.ts';
import { toDollars } from './money.ts';

export const noUsage: UsageSum = {
  modelCalls: 0,
  toolCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  micros: 0,
  unpriced: 0,
  estimated: 0,
};

export function added(a: UsageSum, b: UsageSum): UsageSum {
  return {
    modelCalls: a.modelCalls + b.modelCalls,
    toolCalls: a.toolCalls + b.toolCalls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    micros: a.micros + b.micros,
    unpriced: a.unpriced + b.unpriced,
    estimated: a.estimated + b.estimated,
  };
}

/** One sum for each key, in the order in which the keys first come. */
export function grouped<Row extends UsageSum, Key>(rows: Iterable<Row>, keyOf: (row: Row) => Key): Map<Key, UsageSum> {
  const sums = new Map<Key, UsageSum>();
  for (const row of rows) sums.set(keyOf(row), added(sums.get(keyOf(row)) ?? noUsage, row));
  return sums;
}

export function totalsOf(sum: UsageSum): UsageTotals {
  const { modelCalls, toolCalls, inputTokens, outputTokens } = sum;
  return {
    modelCalls,
    toolCalls,
    inputTokens,
    outputTokens,
    money: sum.unpriced > 0 ? null : toDollars(sum.micros),
    estimated: sum.estimated > 0,
  };
}

export function tokensOf({ inputTokens, outputTokens }: Pick<UsageTotals, 'inputTokens' | 'outputTokens'>): number {
  return inputTokens + outputTokens;
}
