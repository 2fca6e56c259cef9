/** A month for the Usage page: its sums, its days, and what is spent of the budgets. */
import type { SpendingLimits } from '../../shared/domain/budget.ts';
import type { RunStatus } from '../../shared/domain/run.ts';
import type { UsageBudget, UsageDay, UsageMonth } from '../../shared/domain/usage.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { countRunsBegun } from '../store/tables/run-requests.ts';
import { firstRunMs } from '../store/tables/runs.ts';
import { firstUsageMs } from '../store/tables/usage.ts';
import { globalBudgetOf } from './create-budgets.ts';
import { dayOf, monthOf } from './limits.ts';
import { toDollars } from './money.ts';
import { breath, type DaySums, sumsOfMonth, usedSince } from './month-sums.ts';
import { mostFirst, reportOfSums } from './usage-report.ts';
import { tokensOf } from './usage-sum.ts';

const mostFlows = 15;

/** Others get their turn while it is read. @param month `2026-11`; null: the present one */
export async function usageMonthOf(
  db: Database,
  of: { month: string | null; timezone: string; nowMs: number; settings: Settings },
): Promise<UsageMonth> {
  const { timezone, nowMs, settings } = of;
  const thisMonth = monthOf(timezone, nowMs).name;
  const month = of.month ?? thisMonth;
  const sums = await sumsOfMonth(db, { month, timezone, flowId: null });
  const report = await reportOfSums(db, month, sums);
  await breath();
  const flows = report.flows.sort(mostFirst);
  await breath();
  const firstMs = Math.min(firstRunMs(db) ?? nowMs, firstUsageMs(db) ?? nowMs, nowMs);
  return {
    report: { ...report, flows: flows.slice(0, mostFlows) },
    otherFlows: Math.max(0, flows.length - mostFlows),
    days: sums.days.map(dayOfSums),
    firstMonth: monthOf(timezone, firstMs).name,
    thisMonth,
    budgets: await budgetsOf(db, settings, timezone, nowMs),
  };
}

function dayOfSums({ day, runs, usage }: DaySums): UsageDay {
  const count = (...statuses: RunStatus[]): number =>
    statuses.reduce((sum, status) => sum + (runs.get(status) ?? 0), 0);
  return {
    day,
    succeeded: count('SUCCEEDED'),
    failed: count('FAILED', 'TIMED_OUT'),
    cancelled: count('ABORTED'),
    open: count('RUNNING', 'PARKED'),
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    money: toDollars(usage.micros),
  };
}

async function budgetsOf(db: Database, settings: Settings, timezone: string, nowMs: number): Promise<UsageBudget[]> {
  const { perDay, perMonth } = globalBudgetOf(settings);
  const { startMs, endMs } = dayOf(timezone, nowMs);
  const runs = (limit: number): UsageBudget => ({
    ...{ span: 'day', kind: 'runs', limit },
    spent: countRunsBegun(db, { fromMs: startMs, toMs: endMs, flowId: null }),
  });
  return [
    ...(perDay.runs === undefined ? [] : [runs(perDay.runs)]),
    ...(await spentOf(db, 'day', perDay, startMs)),
    ...(await spentOf(db, 'month', perMonth, monthOf(timezone, nowMs).startMs)),
  ];
}

async function spentOf(
  db: Database,
  span: UsageBudget['span'],
  limits: SpendingLimits,
  sinceMs: number,
): Promise<UsageBudget[]> {
  if (limits.tokens === undefined && limits.money === undefined) return [];
  const used = await usedSince(db, sinceMs);
  return [
    ...(limits.tokens === undefined
      ? []
      : [{ span, kind: 'tokens' as const, limit: limits.tokens, spent: tokensOf(used) }]),
    ...(limits.money === undefined
      ? []
      : [{ span, kind: 'money' as const, limit: limits.money, spent: toDollars(used.micros) }]),
  ];
}
