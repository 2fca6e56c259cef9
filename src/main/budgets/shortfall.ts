/** A limit that a call would pass, in words. */
import type { WireError } from '../../shared/errors.ts';
import type { LimitKind } from '../store/tables/budgets.ts';
import type { Limit } from './limits.ts';
import { toDollars } from './money.ts';

export interface Shortfall {
  limit: Limit;
  /** What the call needs, at most. */
  needed: number;
}

export const scopeWords: Record<Limit['scope'], string> = {
  step: 'this step',
  run: 'one run',
  'flow-day': 'one day of this flow',
  day: 'one day of everything together',
  month: 'one month of everything together',
};

const units = { tokens: 'token', toolCalls: 'tool call', runs: 'run' };

/** "12,000 tokens", "$0.50", "3 tool calls" */
export function amountWords(kind: LimitKind, amount: number): string {
  if (kind === 'money')
    return `$${toDollars(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
  return `${amount.toLocaleString('en-US')} ${units[kind]}${amount === 1 ? '' : 's'}`;
}

/** "its budget of 10,000 tokens for one run has 1,200 left, and it needs up to 4,000" */
export function shortfallWords({ limit, needed }: Shortfall): string {
  const { kind, scope, spent } = limit;
  const left = Math.max(0, limit.limit - spent);
  return `the budget of ${amountWords(kind, limit.limit)} for ${scopeWords[scope]} has ${amountWords(kind, left)} left, and the next call needs up to ${amountWords(kind, needed)}`;
}

export function exceededError(shortfall: Shortfall, why: string | null = null): WireError {
  const { limit, needed } = shortfall;
  const where = limit.scope === 'day' || limit.scope === 'month' ? 'the settings' : 'the plan';
  return {
    code: 'Budget.Exceeded',
    message: `Stopped before it went over its budget: ${shortfallWords(shortfall)}. ${why ?? `Raise it in ${where}.`}`,
    data: { scope: limit.scope, kind: limit.kind, limit: limit.limit, spent: limit.spent, needed },
  };
}

/** What is asked for: as much again as was agreed, or as much as the call needs when that is more. */
export function amountToAsk({ limit, needed }: Shortfall): number {
  return Math.max(limit.agreed, needed);
}
