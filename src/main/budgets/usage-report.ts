/** What was used, for people: sums of a month by flow, by role and by model. */
import type { UsageReport } from '../../shared/domain/usage.ts';
import type { Database } from '../store/database.ts';
import { flowNames } from '../store/tables/flows.ts';
import { breath, type MonthSums, sumsOfMonth } from './month-sums.ts';
import { added, grouped, noUsage, tokensOf, totalsOf } from './usage-sum.ts';

type FlowUsage = UsageReport['flows'][number];

const namesAtOnce = 500;
const collator = new Intl.Collator('en');
const byUse = (a: FlowUsage, b: FlowUsage): number => tokensOf(b) - tokensOf(a);
const byName = (a: FlowUsage, b: FlowUsage): number => collator.compare(a.name, b.name);
/** Those that used most, then those that ran most. */
export const mostFirst = (a: FlowUsage, b: FlowUsage): number => byUse(a, b) || b.runs - a.runs || byName(a, b);

/**
 * @param of.month `2026-11`, in the user's time zone
 * @param of.flowId only that flow's own runs
 */
export async function usageReportOf(
  db: Database,
  of: { month: string; flowId: string | null; timezone: string },
): Promise<UsageReport> {
  const { flows, ...report } = await reportOfSums(db, of.month, await sumsOfMonth(db, of));
  return { ...report, flows: flows.sort((a, b) => byUse(a, b) || byName(a, b)) };
}

/** Its flows are in no order. */
export async function reportOfSums(db: Database, month: string, { runs, usage }: MonthSums): Promise<UsageReport> {
  const byFlow = grouped(usage, ({ flowId }) => flowId);
  const ids = [...new Set([...runs.keys(), ...byFlow.keys()])];
  const flows: FlowUsage[] = [];
  for (let at = 0; at < ids.length; at += namesAtOnce) {
    await breath();
    const some = ids.slice(at, at + namesAtOnce);
    const names = flowNames(
      db,
      some.filter((id) => id !== null),
    );
    for (const flowId of some)
      flows.push({
        flowId,
        name: flowId === null ? 'Conversations' : (names.get(flowId) ?? 'A flow that is gone'),
        runs: flowId === null ? 0 : (runs.get(flowId) ?? 0),
        ...totalsOf(byFlow.get(flowId) ?? noUsage),
      });
  }
  await breath();
  return {
    month,
    total: totalsOf(usage.reduce(added, noUsage)),
    flows,
    roles: [...grouped(usage, ({ role }) => role)].map(([role, sum]) => ({ role, ...totalsOf(sum) })),
    models: [
      ...grouped(
        usage.filter(({ modelCalls }) => modelCalls > 0),
        ({ endpoint, model }) => `${endpoint}\n${model}`,
      ),
    ].map(([key, sum]) => {
      const [endpoint = '', model = ''] = key.split('\n');
      return { endpoint, model, ...totalsOf(sum) };
    }),
  };
}
