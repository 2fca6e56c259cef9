/** Bounds on a JSON value that nobody has checked yet: before validation, which walks it recursively and copies it. */

export interface JsonBounds {
  /** Characters of its texts and keys, and 8 for each value. */
  maxSize: number;
  /** Objects and arrays inside one another. */
  maxDepth: number;
}

export type BoundExceeded = { what: 'size' | 'depth'; limit: number };

/** As a key of its own, written to an object by `object[key] = …` it would change the object's prototype instead. */
const PROTOTYPE_KEY = '__proto__';

/**
 * Walks it without recursion and stops at the first bound it passes. A value met twice counts twice, so that cycles, and a few
 * objects that refer to one another many times, are found too large or too deep. Null: within bounds.
 */
export function boundExceeded(value: unknown, { maxSize, maxDepth }: JsonBounds): BoundExceeded | null {
  const tooLarge: BoundExceeded = { what: 'size', limit: maxSize };
  let size = 8;
  const pending: Array<{ value: unknown; depth: number }> = [{ value, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value: current, depth } = next;
    if (typeof current === 'string') size += current.length;
    if (size > maxSize) return tooLarge;
    if (typeof current !== 'object' || current === null) continue;
    if (depth >= maxDepth) return { what: 'depth', limit: maxDepth };
    // Counted before they are looked at, so that what is pending is bounded as well.
    const keys = Array.isArray(current) ? null : Object.keys(current);
    size += 8 * (keys ?? (current as unknown[])).length;
    for (const key of keys ?? []) size += key.length;
    if (size > maxSize) return tooLarge;
    for (const member of Object.values(current)) pending.push({ value: member, depth: depth + 1 });
  }
  return null;
}

/** Whether any object in it has the key `__proto__`. Only for values within bounds. */
export function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, PROTOTYPE_KEY) || Object.values(value).some(hasPrototypeKey);
}
