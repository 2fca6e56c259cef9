/** Variables: their names, and which scope may assign them (https://states-language.net/spec.html#variables). */
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { Path, Report } from './report.ts';
import { checkTemplate } from './templates.ts';

const reservedNames = new Set(['states']);

export function checkAssign(report: Report, path: Path, assign: unknown, outer: ReadonlySet<string>): void {
  if (assign === undefined) return;
  if (!isJsonObject(assign)) return report.add(path, 'bad-type', 'Assign must be an object: variable name to value.');
  for (const name of Object.keys(assign)) {
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,79}$/u.test(name) || reservedNames.has(name))
      report.add(
        [...path, name],
        'bad-name',
        `'${name}' cannot be a variable: letters, digits and _ , not starting with a digit, at most 80, and not 'states'.`,
      );
    if (outer.has(name))
      report.add(
        [...path, name],
        'shadowed-variable',
        `'${name}' is a variable of the machine around this one and cannot be assigned here.`,
        'Choose another name.',
      );
  }
  checkTemplate(report, path, assign);
}

export function assignedNames(state: JsonObject): string[] {
  const assigns = [state.Assign];
  for (const list of [state.Choices, state.Catch])
    if (Array.isArray(list)) for (const entry of list) if (isJsonObject(entry)) assigns.push(entry.Assign);
  return assigns.flatMap((assign) => (isJsonObject(assign) ? Object.keys(assign) : []));
}

/** What a machine inside the state `name` may not assign: the variables around, but not those the state itself sets when it ends. */
export function variablesInside(states: JsonObject, name: string, outer: ReadonlySet<string>): Set<string> {
  const others = Object.entries(states).filter(([other]) => other !== name);
  return new Set([...outer, ...others.flatMap(([, state]) => (isJsonObject(state) ? assignedNames(state) : []))]);
}
