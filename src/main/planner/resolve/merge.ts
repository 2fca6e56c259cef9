import type { Branch, Comparison, Condition, Step } from '../request.ts';
import { sameOperand } from './scope.ts';

type If = Extract<Step, { do: 'if' }>;

/**
 * "if new …, if returning …" are the cases of one decision, and "above 80% …, above 90% …" the rungs of one ladder, on
 * which only the highest reached is acted on. Other neighbouring ifs stay decisions of their own.
 */
export function mergeInto(before: Step | undefined, step: If): boolean {
  if (before?.do !== 'if' || before.otherwise.length > 0) return false;
  const all = [...before.branches, ...step.branches];
  const tests = all.map(({ when }) => when);
  if (!sameSubject(tests)) return false;
  if (tests.every((test) => opOf(test) === '=')) {
    before.branches.push(...step.branches);
    before.otherwise.push(...step.otherwise);
    return true;
  }
  if (!isLadder(tests) || !all.every((branch) => branch.steps.every(({ do: what }) => what === 'notify'))) return false;
  before.branches = sortLadder(all);
  before.otherwise.push(...step.otherwise);
  return true;
}

export function isLadder(tests: Condition[]): boolean {
  const ops = tests.map(opOf);
  return (
    tests.length > 1 &&
    tests.every((test) => rung(test) !== null) &&
    (ops.every((op) => op === '>' || op === '>=') || ops.every((op) => op === '<' || op === '<='))
  );
}

/** The most severe first: a Choice takes the first rule that holds. */
function sortLadder(branches: Branch[]): Branch[] {
  const rising = opOf(branches[0]?.when)?.startsWith('>') ?? true;
  return branches.toSorted((one, other) => ((rung(other.when) ?? 0) - (rung(one.when) ?? 0)) * (rising ? 1 : -1));
}

function sameSubject(tests: Condition[]): boolean {
  const lefts = tests.map((test) => (test.is === 'compare' ? test.left : test.is === 'count' ? test.of : null));
  const [first] = lefts;
  return first !== undefined && first !== null && lefts.every((left) => left !== null && sameOperand(left, first));
}

function opOf(test: Condition | undefined): Comparison | null {
  return test?.is === 'compare' || test?.is === 'count' ? test.op : null;
}

function rung(test: Condition): number | null {
  if (test.is === 'count') return test.than;
  if (test.is !== 'compare' || !('literal' in test.right)) return null;
  return typeof test.right.literal.value === 'number' ? test.right.literal.value : null;
}
