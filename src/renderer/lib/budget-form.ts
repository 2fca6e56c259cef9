/** A flow's budget as fields, both ways. An empty field is no limit. Pure. */
import type { DayLimits, FlowBudget, SpendingLimits } from '../../shared/domain/budget.ts';
import { text } from '../text.ts';

export const budgetFields = [
  'minutesPerRun',
  'perDay.runs',
  'perRun.toolCalls',
  'perRun.tokens',
  'perRun.money',
  'perDay.toolCalls',
  'perDay.tokens',
  'perDay.money',
] as const;
export type BudgetField = (typeof budgetFields)[number];

export interface BudgetForm {
  fields: Record<BudgetField, string>;
  whenReached: FlowBudget['whenReached'];
}

type Place = ['perRun', keyof SpendingLimits] | ['perDay', keyof DayLimits];

function placeOf(field: Exclude<BudgetField, 'minutesPerRun'>): Place {
  return field.split('.') as Place;
}

function amountIn(budget: FlowBudget, [span, amount]: Place): number | undefined {
  return span === 'perRun' ? budget.perRun?.[amount] : budget.perDay?.[amount];
}

export function budgetFormOf(budget: FlowBudget): BudgetForm {
  const typed = (value: number | undefined): string => (value === undefined ? '' : String(value));
  const fields = Object.fromEntries(
    budgetFields.map((field) => {
      if (field === 'minutesPerRun') return [field, typed(budget.minutesPerRun)];
      return [field, typed(amountIn(budget, placeOf(field)))];
    }),
  ) as Record<BudgetField, string>;
  return { fields, whenReached: budget.whenReached };
}

export type BudgetRead =
  | { ok: true; budget: FlowBudget }
  | { ok: false; problems: Partial<Record<BudgetField, string>> };

export function budgetOf({ fields, whenReached }: BudgetForm): BudgetRead {
  const problems: Partial<Record<BudgetField, string>> = {};
  const limits: { perRun: SpendingLimits; perDay: DayLimits } = { perRun: {}, perDay: {} };
  const budget: FlowBudget = { whenReached };
  for (const field of budgetFields) {
    const typed = fields[field].trim();
    if (typed === '') continue;
    const value = Number(typed);
    const problem = problemOf(field, value);
    if (problem !== null) problems[field] = problem;
    else if (field === 'minutesPerRun') budget.minutesPerRun = value;
    else {
      const [span, amount] = placeOf(field);
      if (span === 'perRun') limits.perRun[amount] = value;
      else limits.perDay[amount] = value;
    }
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  for (const span of ['perRun', 'perDay'] as const)
    if (Object.keys(limits[span]).length > 0) budget[span] = limits[span];
  return { ok: true, budget };
}

function problemOf(field: BudgetField, value: number): string | null {
  if (field === 'minutesPerRun') return value > 0 && value <= 525_600 ? null : text.limits.minutes;
  if (field.endsWith('money')) return value > 0 && Number.isFinite(value) ? null : text.limits.positive;
  return Number.isInteger(value) && value > 0 ? null : text.limits.whole;
}
