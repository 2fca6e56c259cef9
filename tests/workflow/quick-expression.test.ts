/** Everyday expressions evaluated without JSONata. Hunts: a value of operands for which JSONata has another, or an error. */
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/main/workflow/expression.ts';
import { compileQuick } from '../../src/main/workflow/quick-expression.ts';
import type { JsonValue } from '../../src/shared/json.ts';

const values: Array<JsonValue | undefined> = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1,
  -7,
  0.1,
  1 / 3,
  1e21,
  1e308,
  2 ** 53,
  '',
  'a',
  'B',
  '1',
  'é',
  [],
  [1],
  [1, 2],
  ['a'],
  [[1]],
  [{ n: 1 }, { n: 2 }],
  {},
  { n: 1 },
  { n: [1] },
  { n: null },
  { n: { m: 'x' } },
];
const operators = ['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '=', '!=', 'and', 'or', '&'];

/** What JSONata makes of it, an error as such. */
async function byJsonata(text: string, bindings: Record<string, unknown>): Promise<unknown> {
  try {
    const value = toJson(await jsonata(text).evaluate(undefined, bindings));
    return value === undefined ? 'nothing' : { value };
  } catch {
    return 'an error';
  }
}

async function expectAgreement(text: string, a: unknown, b: unknown): Promise<number> {
  const bindings = Object.fromEntries(Object.entries({ a, b }).filter(([, value]) => value !== undefined)) as never;
  const quick = compileQuick(jsonata(text).ast())?.(bindings);
  if (quick === undefined) return 0;
  expect({ text, a, b, answer: { value: quick } }).toEqual({ text, a, b, answer: await byJsonata(text, bindings) });
  return 1;
}

describe('a quick expression', () => {
  for (const operator of operators)
    it(`gives for ${operator} what JSONata gives, or nothing`, async () => {
      let answered = 0;
      for (const a of values) for (const b of values) answered += await expectAgreement(`$a ${operator} $b`, a, b);
      expect(answered).toBeGreaterThan(3);
    });

  for (const text of [
    '$a',
    '$a.n',
    '$a.n.m',
    '$a.`n`',
    '$a.toString',
    '($a)',
    '$a = $b ? $a : $b',
    '$a ? 1 : 2',
    '($a + 1) * 2 - $b',
    '$a & "-" & $b',
    '$a.n + 1 < 3 and $b != null',
    '-1 + $a',
  ])
    it(`gives for ${text} what JSONata gives, or nothing`, async () => {
      let answered = 0;
      for (const a of values) for (const b of values) answered += await expectAgreement(text, a, b);
      expect(answered).toBeGreaterThan(text === '$a.toString' ? -1 : 0);
    });

  it('answers the everyday ones itself', () => {
    const states = { input: { n: 3, price: 89.5, name: 'kettle', sent: false }, result: { wf: 1 } };
    const answer = (text: string): unknown => compileQuick(jsonata(text).ast())?.({ states, n: 3 });
    expect([
      answer('$states.result'),
      answer('$states.input.n + 1'),
      answer('$states.input.price < 90 and $states.input.sent = false'),
      answer('$states.input.name & "-" & $n & ".txt"'),
    ]).toEqual([{ wf: 1 }, 4, true, 'kettle-3.txt']);
  });

  it('leaves everything else to JSONata', () => {
    for (const text of [
      '$a[0]',
      '$a.n[]',
      '$a.*',
      '$$',
      '$count($a)',
      '[$a]',
      '{"a": $a}',
      '$a ~> $sum',
      'a.b',
      '$a := 1',
      '$a.(n)',
      '$a@$v.n',
    ])
      expect([text, compileQuick(jsonata(text).ast())?.({ a: 1, '': 2, $: 3 })]).toEqual([text, undefined]);
  });
});
