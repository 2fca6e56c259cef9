import type { JsonValue } from '../../src/shared/json.ts';

/** The first difference between what was expected and what came, with its path; null when there is none. `<any>` matches anything. */
export function difference(expected: JsonValue | undefined, actual: JsonValue | undefined, path = ''): string | null {
  if (expected === '<any>') return null;
  if (typeof expected === 'string' && typeof actual === 'string')
    return sameText(expected, actual) ? null : told(path, expected, actual);
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return told(path, expected, actual);
    return firstOf(expected.map((item, index) => () => difference(item, actual[index], `${path}[${index}]`)));
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return firstOf([...keys].map((key) => () => difference(expected[key], actual[key], `${path}.${key}`)));
  }
  return expected === actual ? null : told(path, expected, actual);
}

export function matches(expected: JsonValue | undefined, actual: JsonValue | undefined): boolean {
  return difference(expected, actual) === null;
}

function sameText(expected: string, actual: string): boolean {
  if (!expected.includes('<any>')) return expected === actual;
  const pattern = expected.split('<any>').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('[\\s\\S]*')}$`).test(actual);
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstOf(checks: Array<() => string | null>): string | null {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
}

function told(path: string, expected: unknown, actual: unknown): string {
  return `${path || 'value'}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}
