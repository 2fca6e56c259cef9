/** Which limits hold for a call, from its own step up to the month, with what is spent against each. */
import type { GlobalBudget, SpendingLimits } from '../../shared/domain/budget.ts';
import { momentOfWall, wallMsAt } from '../schedule/zone-time.ts';
import type { Database } from '../store/database.ts';
import { type RunInTree, raisedBy, type SpentKind } from '../store/tables/budgets.ts';
import { type Spent, type SpentScope, spentIn } from '../store/tables/usage.ts';
import { toMicros } from './money.ts';

export type LimitScopeName = 'step' | 'run' | 'flow-day' | 'day' | 'month';

export interface Limit {
  scope: LimitScopeName;
  /** Unique among its kind of scope: a step's key, a run, a flow's day, a day, a month. */
  scopeId: string;
  /** The run that parks when the user is asked for more; null outside runs. */
  owner: RunInTree | null;
  kind: SpentKind;
  /** With what the user has allowed since. Tokens, calls, or millionths of a dollar. */
  limit: number;
  /** As it was agreed, before it was raised. */
  agreed: number;
  spent: number;
  /** The part of `spent` that is still under way and may turn out smaller. */
  reserved: number;
  whenReached: 'ask' | 'stop';
}

export interface LimitsOf {
  /** From the first run of the tree down to the one that spends; empty outside runs. */
  chain: readonly RunInTree[];
  step: { key: string; limits: SpendingLimits | null } | null;
  global: GlobalBudget;
  timezone: string;
  nowMs: number;
}

const dayMs = 86_400_000;

/** @param kinds those that matter to the call: sums of others are not looked up */
export function limitsFor(db: Database, of: LimitsOf, kinds: readonly SpentKind[]): Limit[] {
  const { chain, step, global, timezone, nowMs } = of;
  const own = chain.at(-1) ?? null;
  const [root] = chain;
  const found: Limit[] = [];
  const whenReached = own?.budget?.whenReached ?? (own ? 'ask' : 'stop');
  const add = (
    limits: SpendingLimits | null | undefined,
    scope: LimitScopeName,
    scopeId: string,
    spentScope: SpentScope,
    owner: RunInTree | null,
    reached: 'ask' | 'stop' = whenReached,
  ): void => {
    const agreedHere = limits ? agreedIn(limits).filter(([kind]) => kinds.includes(kind)) : [];
    if (agreedHere.length === 0) return;
    const spent = spentIn(db, spentScope);
    for (const [kind, agreed] of agreedHere)
      found.push({
        scope,
        scopeId,
        owner,
        kind,
        agreed,
        limit: agreed + raisedBy(db, { scope, scopeId, kind }),
        ...spentOf(spent, kind),
        whenReached: reached,
      });
  };

  if (step) add(step.limits, 'step', step.key, { by: 'step', stepKey: step.key }, own);
  const today = dayOf(timezone, nowMs);
  for (const run of chain) {
    const perRun = run.budget?.perRun ?? (run === root ? global.perRun : null);
    const reached = run.budget?.whenReached ?? 'ask';
    if (root) add(perRun, 'run', run.runId, { by: 'run', rootRunId: root.runId, runId: run.runId }, run, reached);
    const sinceMs = today.startMs;
    const scopeId = `${run.flowId} ${today.name}`;
    add(run.budget?.perDay, 'flow-day', scopeId, { by: 'flow', flowId: run.flowId, sinceMs }, run, reached);
  }
  add(global.perDay, 'day', today.name, { by: 'time', sinceMs: today.startMs }, own);
  const month = monthOf(timezone, nowMs);
  add(global.perMonth, 'month', month.name, { by: 'time', sinceMs: month.startMs }, own);
  return found;
}

function agreedIn(limits: SpendingLimits): Array<[SpentKind, number]> {
  return [
    ...(limits.tokens === undefined ? [] : [['tokens', limits.tokens] as [SpentKind, number]]),
    ...(limits.money === undefined ? [] : [['money', toMicros(limits.money)] as [SpentKind, number]]),
    ...(limits.toolCalls === undefined ? [] : [['toolCalls', limits.toolCalls] as [SpentKind, number]]),
  ];
}

function spentOf(spent: Spent, kind: SpentKind): { spent: number; reserved: number } {
  switch (kind) {
    case 'tokens':
      return { spent: spent.tokens, reserved: spent.reservedTokens };
    case 'money':
      return { spent: spent.micros, reserved: spent.reservedMicros };
    case 'toolCalls':
      return { spent: spent.toolCalls, reserved: 0 };
  }
}

/** The day of a zone's calendar: `2026-11-22`. */
export function dayOf(timezone: string, nowMs: number): { name: string; startMs: number; endMs: number } {
  const wall = wallMsAt(timezone, nowMs);
  const startWall = Math.floor(wall / dayMs) * dayMs;
  return {
    name: new Date(startWall).toISOString().slice(0, 10),
    startMs: momentOfWall(timezone, startWall),
    endMs: momentOfWall(timezone, startWall + dayMs),
  };
}

/** The month of the user's calendar: `2026-11`. */
export function monthOf(timezone: string, nowMs: number): { name: string; startMs: number; endMs: number } {
  return monthNamed(timezone, new Date(wallMsAt(timezone, nowMs)).toISOString().slice(0, 7));
}

/** @param name `2026-11` */
export function monthNamed(timezone: string, name: string): { name: string; startMs: number; endMs: number } {
  const year = Number(name.slice(0, 4));
  const month = Number(name.slice(5, 7));
  return {
    name,
    startMs: momentOfWall(timezone, Date.UTC(year, month - 1, 1)),
    endMs: momentOfWall(timezone, Date.UTC(year, month, 1)),
  };
}
