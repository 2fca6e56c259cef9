/**
 * A run's steps as the rows of its timeline: what happened inside a Map or a Parallel in a lane for each item or branch, nested, each to
 * be folded. Pure.
 */
import type { ShownStep } from '../../shared/domain/run.ts';
import { stepKey } from './step-key.ts';

interface StepNode {
  step: ShownStep;
  lanes: Map<number, Lane>;
}

interface Lane {
  key: string;
  index: number;
  of: 'map' | 'branch';
  steps: StepNode[];
}

export type TimelineRow =
  | {
      kind: 'step';
      key: string;
      step: ShownStep;
      depth: number;
      /** How many lanes are inside, and whether they are shown. */
      lanes: number;
      unfolded: boolean;
    }
  | {
      kind: 'lane';
      key: string;
      depth: number;
      of: Lane['of'];
      /** From 0. */
      index: number;
      steps: number;
      status: ShownStep['status'];
      enteredAtMs: number;
      exitedAtMs: number | null;
      unfolded: boolean;
    };

/** So many lanes are shown without being asked for, and what is in so many. */
const shownLanes = 30;
const openLanes = 3;

export type Tree = readonly StepNode[];

/** Steps in the order in which they were entered. */
export function treeOf(steps: readonly ShownStep[]): Tree {
  const top: StepNode[] = [];
  /** The last visit of each Map and Parallel, by what the scopes of its lanes begin with. */
  const groups = new Map<string, StepNode>();
  const lanes = new Map<string, Lane>();
  for (const step of steps) {
    const node: StepNode = { step, lanes: new Map() };
    if (step.stateType === 'Map' || step.stateType === 'Parallel') {
      const prefix = `${step.scope}/${step.state}`;
      groups.set(prefix, node);
      // Another visit of the same state has lanes of the same names.
      for (const scope of lanes.keys()) if (scope.startsWith(`${prefix}[`)) lanes.delete(scope);
    }
    if (step.scope === '') {
      top.push(node);
      continue;
    }
    const lane = lanes.get(step.scope) ?? newLane(step.scope, groups);
    if (lane) lanes.set(step.scope, lane);
    (lane?.steps ?? top).push(node);
  }
  return top;
}

function newLane(scope: string, groups: ReadonlyMap<string, StepNode>): Lane | null {
  const [, prefix = '', number = ''] = /^([\s\S]*)\[(\d+)\]$/.exec(scope) ?? [];
  const group = groups.get(prefix);
  if (!group) return null;
  const index = Number(number);
  const of = group.step.stateType === 'Map' ? 'map' : 'branch';
  const lane: Lane = { key: `lane-${group.step.seq}-${index}`, index, of, steps: [] };
  group.lanes.set(index, lane);
  return lane;
}

/**
 * @param folded what the user folded (true) or unfolded (false), by the row's key
 * @param sinceMs when the run began: a lane that it took over in part begins with its own first step
 */
export function rowsOf(tree: Tree, folded: ReadonlyMap<string, boolean>, sinceMs = 0): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const addSteps = (nodes: Tree, depth: number): void => {
    for (const { step, lanes } of nodes) {
      const key = stepKey(step);
      const unfolded = lanes.size > 0 && !(folded.get(key) ?? lanes.size > shownLanes);
      rows.push({ kind: 'step', key, step, depth, lanes: lanes.size, unfolded });
      if (unfolded)
        for (const lane of [...lanes.values()].sort((a, b) => a.index - b.index)) addLane(lane, depth + 1, lanes.size);
    }
  };
  const addLane = (lane: Lane, depth: number, beside: number): void => {
    const { status, enteredAtMs, exitedAtMs } = summaryOf(lane.steps, sinceMs);
    const unfolded = !(folded.get(lane.key) ?? (beside > openLanes && status !== 'failed'));
    const { key, of, index, steps } = lane;
    rows.push({ kind: 'lane', key, depth, of, index, steps: steps.length, status, enteredAtMs, exitedAtMs, unfolded });
    if (unfolded) addSteps(steps, depth + 1);
  };
  addSteps(tree, 0);
  return rows;
}

/** What must be unfolded for a step to be seen, outermost first: keys of steps and lanes. */
export function foldsAround(tree: Tree, key: string): string[] | null {
  for (const { step, lanes } of tree) {
    if (stepKey(step) === key) return [];
    for (const lane of lanes.values()) {
      const inside = foldsAround(lane.steps, key);
      if (inside) return [stepKey(step), lane.key, ...inside];
    }
  }
  return null;
}

function summaryOf(steps: Tree, sinceMs: number): Pick<ShownStep, 'status' | 'enteredAtMs' | 'exitedAtMs'> {
  const own = steps.find(({ step: { exitedAtMs } }) => exitedAtMs === null || exitedAtMs >= sinceMs);
  const [first, last] = [(own ?? steps[0])?.step, steps.at(-1)?.step];
  if (!first || !last) throw new Error('Broken invariant: a lane has a step');
  const any = (status: ShownStep['status']) => steps.find(({ step }) => step.status === status)?.step.status;
  return {
    status: any('running') ?? any('waiting') ?? any('failed') ?? last.status,
    enteredAtMs: first.enteredAtMs,
    exitedAtMs: last.exitedAtMs,
  };
}
