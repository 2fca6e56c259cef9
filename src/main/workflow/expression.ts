/**
 * JSONata expressions (https://docs.jsonata.org) with the functions that the specification adds
 * (https://states-language.net/spec.html#jsonata-functions), bounded in time and depth.
 */
import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { compileQuick, type QuickExpression } from './quick-expression.ts';

const timeoutMs = 100;
const maxDepth = 500;
const maxSequence = 1_000_000;

/** `{% … %}` exactly: a string that only contains one is a literal. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
}

export function expressionBody(text: string): string {
  return text.slice(2, -2).trim();
}

interface Compiled {
  expression: jsonata.Expression;
  quick: QuickExpression | null;
}

const cache = new Map<string, Compiled>();
const cacheSize = 5_000;

/** @throws jsonata's error, with `position` and `token`, when the body does not parse. */
export function compileExpression(body: string): jsonata.Expression {
  return compiled(body).expression;
}

function compiled(body: string): Compiled {
  const known = cache.get(body);
  if (known) return known;
  const expression = jsonata(body, { timeout: timeoutMs, stack: maxDepth, sequence: maxSequence });
  for (const [name, implementation] of Object.entries(addedFunctions)) expression.assign(name, implementation);
  const both = { expression, quick: compileQuick(expression.ast()) };
  if (cache.size >= cacheSize) cache.clear();
  cache.set(body, both);
  return both;
}

/** Evaluates without an input document: only `$states`, variables and functions are in reach. */
export async function evaluateExpression(body: string, bindings: JsonObject): Promise<unknown> {
  const { expression, quick } = compiled(body);
  const value = quick?.(bindings);
  return value === undefined ? await inTurn(() => evaluateInTime(expression, bindings)) : value;
}

let lastTurn: Promise<unknown> = Promise.resolve();

/** JSONata evaluates in many small turns: without an order, a thousand runs that go on together would use up each other's time. */
function inTurn(evaluate: () => Promise<unknown>): Promise<unknown> {
  const mine = lastTurn.then(evaluate);
  lastTurn = mine.catch(() => undefined);
  return mine;
}

const triesInTime = 3;

/** Its limit is on the clock's time, which also passes while a busy or sleeping machine does something else. */
async function evaluateInTime(expression: jsonata.Expression, bindings: JsonObject): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await expression.evaluate(undefined, bindings);
    } catch (error) {
      const ranOutOfTime = typeof error === 'object' && error !== null && 'code' in error && error.code === 'D1012';
      if (!ranOutOfTime || tries === triesInTime) throw error;
    }
  }
}

const addedFunctions = {
  partition(array: unknown, size: unknown): unknown {
    if (array === undefined) return undefined;
    const items = Array.isArray(array) ? array : [array];
    if (typeof size !== 'number' || !Number.isFinite(size) || size < 1)
      throw new Error('$partition needs a chunk size of at least 1');
    const chunks: unknown[] = [];
    for (let start = 0; start < items.length; start += Math.floor(size))
      chunks.push(items.slice(start, start + Math.floor(size)));
    return chunks;
  },
  range(first: unknown, last: unknown, step: unknown): unknown {
    if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number' || step === 0)
      throw new Error('$range needs a first number, a last number and a step that is not 0');
    const values: number[] = [];
    for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
      if (values.length >= 1000) throw new Error('$range gives more than 1,000 numbers');
      values.push(value);
    }
    return values.length === 1 ? values[0] : values;
  },
  hash(data: unknown, algorithm: unknown): unknown {
    if (data === undefined) return undefined;
    const known: Record<string, string> = {
      MD5: 'md5',
      'SHA-1': 'sha1',
      'SHA-256': 'sha256',
      'SHA-384': 'sha384',
      'SHA-512': 'sha512',
    };
    const name = known[String(algorithm)];
    if (!name) throw new Error(`$hash knows ${Object.keys(known).join(', ')}, not '${String(algorithm)}'`);
    return createHash(name)
      .update(typeof data === 'string' ? data : JSON.stringify(data))
      .digest('hex');
  },
  random(seed: unknown): unknown {
    if (seed === undefined) return Math.random();
    if (typeof seed !== 'number') throw new Error('$random takes a number as its seed');
    return mulberry32(seed);
  },
  uuid: () => randomUUID(),
  parse(text: unknown): unknown {
    if (text === undefined) return undefined;
    return JSON.parse(String(text)) as unknown;
  },
  // Compiles text at run time, past validation: the specification leaves it out.
  eval(): never {
    throw new Error('$eval is not supported');
  },
};

/** One step of mulberry32 (public domain, T. Ettinger): the same number for the same seed. */
function mulberry32(seed: number): number {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** Plain JSON of what JSONata returned: its marked arrays lose their marks; undefined members are left out. */
export function toJson(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null);
  if (typeof value === 'object') {
    const result: JsonObject = {};
    for (const [key, member] of Object.entries(value)) {
      const json = toJson(member);
      if (json !== undefined) result[key] = json;
    }
    return result;
  }
  return undefined;
}
