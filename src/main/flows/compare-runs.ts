/** Two runs side by side. Pure: the first visit of a state in one stands beside the first in the other, the second beside the second. */
import type { RunDetail, RunStep } from '../../shared/domain/run.ts';
import type { ComparedSide, ComparedStep, Difference, RunComparison } from '../../shared/domain/run-comparison.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';

/** What `web_fetch` hands on: the hash of a page's content, another one whenever the page has changed at all. */
const pageHandle = /^page:([0-9a-f]{8})[0-9a-f]+$/;
const mostDifferences = 6;
const longestValue = 160;
/** A value that differs in more places than this is not looked through further. */
const mostLooked = 500;

export function compareRuns(a: RunDetail, b: RunDetail): RunComparison {
  const whole = [
    ...differencesOf('input', a.run.input, b.run.input),
    ...differencesOf('output', a.run.output, b.run.output),
  ];
  return {
    a: summaryOf(a),
    b: summaryOf(b),
    ...told(whole),
    steps: aligned(a.steps, b.steps).map(([left, right]) => compareSteps(left, right)),
  };
}

function summaryOf({ run: { input: _input, output: _output, ...summary } }: RunDetail): RunComparison['a'] {
  return summary;
}

type Pair = [RunStep | null, RunStep | null];

/** Every step of both, each beside its like; what only the second run has comes after what it came after there. */
function aligned(a: readonly RunStep[], b: readonly RunStep[]): Pair[] {
  const numbered = new Map(visits(a).map(([key, step]) => [key, step]));
  const pairOf = new Map<string, Pair>();
  /** Steps of the second run alone, by the key of the step before them. */
  const after = new Map<string, Pair[]>();
  let before = '';
  for (const [key, step] of visits(b)) {
    const like = numbered.get(key);
    if (like) {
      pairOf.set(key, [like, step]);
      before = key;
    } else after.set(before, [...(after.get(before) ?? []), [null, step]]);
  }
  return [
    ...(after.get('') ?? []),
    ...visits(a).flatMap(([key, step]): Pair[] => [pairOf.get(key) ?? [step, null], ...(after.get(key) ?? [])]),
  ];
}

/** Each visit with a key that says which one of its state it is. */
function visits(steps: readonly RunStep[]): Array<[string, RunStep]> {
  const counts = new Map<string, number>();
  return steps.map((step) => {
    const place = `${step.scope} ${step.node}`;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return [`${place} ${count}`, step];
  });
}

function compareSteps(a: RunStep | null, b: RunStep | null): ComparedStep {
  const { state, scope, title } = (a ?? b) as RunStep;
  const found =
    a && b
      ? [
          ...differencesOf('input', a.input, b.input),
          ...differencesOf('arguments', a.arguments, b.arguments),
          ...differencesOf('output', a.output, b.output),
          ...differencesOf('error', errorOf(a), errorOf(b)),
        ]
      : [];
  return { state, scope, title, a: sideOf(a), b: sideOf(b), ...told(found) };
}

function sideOf(step: RunStep | null): ComparedSide | null {
  if (!step) return null;
  const { seq, status, enteredAtMs, exitedAtMs } = step;
  return { seq, status, tookMs: exitedAtMs === null ? null : Math.max(0, exitedAtMs - enteredAtMs) };
}

function errorOf({ error, cause }: RunStep): string | null {
  return error === null ? null : [error, cause].filter((part) => part !== null && part !== '').join(': ');
}

function told(found: readonly Difference[]): { differences: Difference[]; more: number } {
  return { differences: found.slice(0, mostDifferences), more: Math.max(0, found.length - mostDifferences) };
}

/** Every value, deep inside, that is not the same in both. */
function differencesOf(of: Difference['of'], a: JsonValue, b: JsonValue): Difference[] {
  const found: Difference[] = [];
  const look = (left: JsonValue | undefined, right: JsonValue | undefined, path: string): void => {
    if (found.length >= mostLooked || left === right) return;
    // Said once, where the page was read.
    if (of !== 'output' && isPage(left) && isPage(right)) return;
    if (Array.isArray(left) && Array.isArray(right)) {
      for (let index = 0; index < Math.max(left.length, right.length); index += 1)
        look(left[index], right[index], `${path}[${index}]`);
    } else if (isJsonObject(left) && isJsonObject(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
        look(left[key], right[key], path === '' ? key : `${path}.${key}`);
    } else found.push({ of, path, a: shown(left), b: shown(right) });
  };
  look(a ?? undefined, b ?? undefined, '');
  return found;
}

function shown(value: JsonValue | undefined): string | null {
  if (value === undefined) return null;
  const words = typeof value === 'string' ? value.replace(pageHandle, 'page $1…') : JSON.stringify(value);
  return words.length > longestValue ? `${words.slice(0, longestValue)}…` : words;
}

function isPage(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && pageHandle.test(value);
}
