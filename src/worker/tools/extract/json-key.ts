import { isJsonObject, type JsonValue } from '../../../shared/json.ts';
import type { Finding } from './finding.ts';

/** Every value under a key of that name, outermost first; upper and lower case, `_` and `-` make no difference. */
export function findKey(root: JsonValue, name: string, where: string): Finding[] {
  const wanted = simplify(name);
  const exact: Finding[] = [];
  const similar: Finding[] = [];
  let level: JsonValue[] = [root];
  while (level.length > 0) {
    const next: JsonValue[] = [];
    for (const value of level) {
      if (Array.isArray(value)) next.push(...value);
      else if (isJsonObject(value))
        for (const [key, child] of Object.entries(value)) {
          if (key === name) exact.push({ value: child, foundBy: `${where} ${key}` });
          else if (simplify(key) === wanted) similar.push({ value: child, foundBy: `${where} ${key}` });
          if (typeof child === 'object' && child !== null) next.push(child);
        }
    }
    level = next;
  }
  return [...exact, ...similar];
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
