import type { GlobalBudget, SpendingLimits } from '../../shared/domain/budget.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import type { Clock } from '../workflow/ports.ts';
import { Budgets } from './budgets.ts';

/** Budgets with the limits and prices of the settings, read at each call. */
export function createBudgets(deps: { db: Database; clock: Clock; timezone: string; settings: Settings }): Budgets {
  const { settings, ...rest } = deps;
  return new Budgets({
    ...rest,
    priceOf: (endpoint, model) => {
      const prices = settings.get('models.prices');
      return prices[`${endpoint}/${model}`] ?? prices[model] ?? null;
    },
    global: () => globalBudgetOf(settings),
  });
}

export function globalBudgetOf(settings: Settings): GlobalBudget {
  const runs = settings.get('budget.runs-per-day');
  return {
    perRun: limits(
      settings.get('budget.tokens-per-run'),
      settings.get('budget.usd-per-run'),
      settings.get('budget.tool-calls-per-run'),
    ),
    perDay: {
      ...limits(settings.get('budget.tokens-per-day'), settings.get('budget.usd-per-day')),
      ...(runs === null ? {} : { runs }),
    },
    perMonth: limits(settings.get('budget.tokens-per-month'), settings.get('budget.usd-per-month')),
  };
}

function limits(tokens: number | null, money: number | null, toolCalls: number | null = null): SpendingLimits {
  return {
    ...(tokens === null ? {} : { tokens }),
    ...(money === null ? {} : { money }),
    ...(toolCalls === null ? {} : { toolCalls }),
  };
}
