/** A month for the Usage page: its sums, its days, and what is spent of the budgets. Everything is summed up by SQLite. */
import type { SpendingLimits } from '../../shared/domain/budget.ts';
import type { UsageBudget, UsageDay, UsageMonth } from '../../shared/domain/usage.ts';
import { momentOfWall } from '../schedule/zone-time.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { firstRunMs, runsByDay } from '../store/tables/runs.ts';
import { firstUsageMs, spentIn, usageByDay } from '../store/tables/usage.ts';
import { globalBudgetOf } from './create-budgets.ts';
import { dayOf, monthNamed, monthOf } from './limits.ts';
import { toDollars } from './money.ts';
import { tokensOf, usageReportOf } from './usage-report.ts';

const mostFlows = 15;
const dayMs = 86_400_000;

/** @param month `2026-11`; null: the present one */
export function usageMonthOf(
  db: Database,
  of: { month: string | null; timezone: string; nowMs: number; settings: Settings },
): UsageMonth {
  const { timezone, nowMs, settings } = of;
  const thisMonth = monthOf(timezone, nowMs).name;
  const month = of.month ?? thisMonth;
  const report = usageReportOf(db, { month, flowId: null, timezone });
  const flows = report.flows.toSorted(
    (a, b) => tokensOf(b) - tokensOf(a) || b.runs - a.runs || a.name.localeCompare(b.name),
  );
  const firstMs = Math.min(firstRunMs(db) ?? nowMs, firstUsageMs(db) ?? nowMs, nowMs);
  return {
    report: { ...report, flows: flows.slice(0, mostFlows) },
    otherFlows: Math.max(0, flows.length - mostFlows),
    days: daysOf(db, month, timezone),
    firstMonth: monthOf(timezone, firstMs).name,
    thisMonth,
    budgets: budgetsOf(db, settings, timezone, nowMs),
  };
}

/** Days are those of the calendar: the one of a clock change has another length. */
function daysOf(db: Database, month: string, timezone: string): UsageDay[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const { endMs } = monthNamed(timezone, month);
  const days: Array<{ day: string; fromMs: number; toMs: number }> = [];
  for (let wall = first; new Date(wall).toISOString().startsWith(month); wall += dayMs)
    days.push({
      day: new Date(wall).toISOString().slice(0, 10),
      fromMs: momentOfWall(timezone, wall),
      toMs: Math.min(momentOfWall(timezone, wall + dayMs), endMs),
    });
  const runs = runsByDay(db, days);
  const used = new Map(usageByDay(db, days).map((row) => [row.day, row]));
  return days.map(({ day }) => {
    const count = (...statuses: string[]): number =>
      runs
        .filter((row) => row.day === day && (statuses as string[]).includes(row.status))
        .reduce((sum, row) => sum + row.runs, 0);
    const own = used.get(day);
    return {
      day,
      succeeded: count('SUCCEEDED'),
      failed: count('FAILED', 'TIMED_OUT'),
      cancelled: count('ABORTED'),
      open: count('RUNNING', 'PARKED'),
      inputTokens: own?.inputTokens ?? 0,
      outputTokens: own?.outputTokens ?? 0,
      money: toDollars(own?.micros ?? 0),
    };
  });
}

function budgetsOf(db: Database, settings: Settings, timezone: string, nowMs: number): UsageBudget[] {
  const { perDay, perMonth } = globalBudgetOf(settings);
  return [
    ...spentOf(db, 'day', perDay, dayOf(timezone, nowMs).startMs),
    ...spentOf(db, 'month', perMonth, monthOf(timezone, nowMs).startMs),
  ];
}

function spentOf(db: Database, span: UsageBudget['span'], limits: SpendingLimits, sinceMs: number): UsageBudget[] {
  const { tokens, micros } = spentIn(db, { by: 'time', sinceMs });
  return [
    ...(limits.tokens === undefined ? [] : [{ span, kind: 'tokens' as const, limit: limits.tokens, spent: tokens }]),
    ...(limits.money === undefined
      ? []
      : [{ span, kind: 'money' as const, limit: limits.money, spent: toDollars(micros) }]),
  ];
}
