/** What was used, for people: sums of a month by flow, by role and by model. */
import type { UsageReport, UsageTotals } from '../../shared/domain/usage.ts';
import type { Database } from '../store/database.ts';
import { findFlow } from '../store/tables/flows.ts';
import { runsOfFlowsBetween } from '../store/tables/runs.ts';
import { type UsageSum, usageBetween } from '../store/tables/usage.ts';
import { monthNamed } from './limits.ts';
import { toDollars } from './money.ts';

const nothing: UsageSum = {
  modelCalls: 0,
  toolCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  micros: 0,
  unpriced: 0,
  estimated: 0,
};

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

/**
 * @param month `2026-11`, in the user's time zone
 * @param flowId only that flow's own runs
 */
export function usageReportOf(
  db: Database,
  { month, flowId, timezone }: { month: string; flowId: string | null; timezone: string },
): UsageReport {
  const { startMs, endMs } = monthNamed(timezone, month);
  const rows = usageBetween(db, { fromMs: startMs, toMs: endMs, flowId });
  const runs = runsOfFlowsBetween(db, { fromMs: startMs, toMs: endMs, flowId });
  const ids = [...new Set([...runs.keys(), ...rows.map((row) => row.flowId)])];
  return {
    month,
    total: totalsOf(rows.reduce(added, nothing)),
    flows: ids
      .map((id) => ({
        flowId: id,
        name: id === null ? 'Conversations' : (findFlow(db, id)?.name ?? 'A flow that is gone'),
        runs: id === null ? 0 : (runs.get(id) ?? 0),
        ...totalsOf(rows.filter((row) => row.flowId === id).reduce(added, nothing)),
      }))
      .sort((a, b) => tokensOf(b) - tokensOf(a) || a.name.localeCompare(b.name)),
    roles: grouped(rows, ({ role }) => role).map(([role, sum]) => ({ role, ...totalsOf(sum) })),
    models: grouped(
      rows.filter(({ modelCalls }) => modelCalls > 0),
      ({ endpoint, model }) => `${endpoint}\n${model}`,
    ).map(([key, sum]) => {
      const [endpoint = '', model = ''] = key.split('\n');
      return { endpoint, model, ...totalsOf(sum) };
    }),
  };
}

export function tokensOf({ inputTokens, outputTokens }: Pick<UsageTotals, 'inputTokens' | 'outputTokens'>): number {
  return inputTokens + outputTokens;
}

function grouped<Row extends UsageSum, Key extends string>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Array<[Key, UsageSum]> {
  const sums = new Map<Key, UsageSum>();
  for (const row of rows) sums.set(keyOf(row), added(sums.get(keyOf(row)) ?? nothing, row));
  return [...sums];
}

function added(a: UsageSum, b: UsageSum): UsageSum {
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
