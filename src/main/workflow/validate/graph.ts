import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { Report } from './report.ts';

/** The states a state may go to, with the path of each mention. */
export function targetsOf(state: JsonObject): Array<{ path: (string | number)[]; target: string }> {
  const found: Array<{ path: (string | number)[]; target: string }> = [];
  const add = (path: (string | number)[], target: unknown): void => {
    if (typeof target === 'string') found.push({ path, target });
  };
  add(['Next'], state.Next);
  add(['Default'], state.Default);
  for (const list of ['Choices', 'Catch'] as const) {
    const entries = state[list];
    if (!Array.isArray(entries)) continue;
    for (const [index, entry] of entries.entries()) if (isJsonObject(entry)) add([list, index, 'Next'], entry.Next);
  }
  return found;
}

/** Missing targets, states that nothing reaches, and circles that nothing leaves. */
export function checkGraph(
  report: Report,
  path: readonly (string | number)[],
  startAt: unknown,
  states: JsonObject,
): void {
  const names = Object.keys(states);
  if (typeof startAt === 'string' && !(startAt in states))
    report.unknownName(
      [...path, 'StartAt'],
      'unknown-state',
      'StartAt names no state of this machine:',
      startAt,
      names,
    );
  const next = new Map<string, string[]>();
  for (const [name, state] of Object.entries(states)) {
    if (!isJsonObject(state)) continue;
    const targets = targetsOf(state);
    for (const { path: inner, target } of targets)
      if (!(target in states))
        report.unknownName([...path, 'States', name, ...inner], 'unknown-state', 'No state', target, names);
    next.set(
      name,
      targets.map(({ target }) => target).filter((target) => target in states),
    );
  }
  if (typeof startAt !== 'string' || !(startAt in states)) return;

  const reached = reach([startAt], (name) => next.get(name) ?? []);
  for (const name of names)
    if (!reached.has(name))
      report.add(
        [...path, 'States', name],
        'unreachable-state',
        `No path leads to the state '${name}'.`,
        'Point a Next, Default, Choices or Catch at it, or remove it.',
      );

  const before = new Map<string, string[]>();
  for (const [name, targets] of next)
    for (const target of targets) before.set(target, [...(before.get(target) ?? []), name]);
  const ends = names.filter((name) => isTerminal(states[name]));
  const canEnd = reach(ends, (name) => before.get(name) ?? []);
  const stuck = names.filter((name) => reached.has(name) && !canEnd.has(name) && (next.get(name)?.length ?? 0) > 0);
  if (stuck.length > 0)
    report.add(
      [...path, 'States', stuck[0] ?? ''],
      'endless-cycle',
      `From '${stuck[0]}' no path leads to an end: ${stuck.map((name) => `'${name}'`).join(', ')} go round for ever.`,
      'Add a Choice that leaves the circle, or an End.',
    );
}

function isTerminal(state: unknown): boolean {
  return isJsonObject(state) && (state.End === true || state.Type === 'Succeed' || state.Type === 'Fail');
}

function reach(from: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const target of next(name)) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}
