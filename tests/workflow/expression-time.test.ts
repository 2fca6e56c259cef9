/** The time an expression has. Hunts: a run that fails because the machine was busy or asleep, and an expression that never ends. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { evaluateExpression } from '../../src/main/workflow/expression.ts';

afterEach(() => void vi.restoreAllMocks());

/** The clock stands still, but for jumps of an hour: one after each of these many readings. */
function clockThatJumpsAfter(...readings: number[]): void {
  let count = 0;
  let nowMs = 1_000_000;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    if (readings.includes(++count)) nowMs += 3_600_000;
    return nowMs;
  });
}

describe('an expression', () => {
  it('is not failed by a machine that sleeps in its middle', async () => {
    clockThatJumpsAfter(3);
    expect(await evaluateExpression('$sum([1, 1])', {})).toBe(2);
  });

  it('that never ends is ended, and the next one has its own time', async () => {
    const forever = evaluateExpression('($again := function($n) { $again($n + 1) }; $again(0))', {});
    const next = evaluateExpression('1 + 1', {});
    await expect(forever).rejects.toMatchObject({ code: 'D1012' });
    expect(await next).toBe(2);
  });

  it('of a thousand that are asked for together has time enough', async () => {
    const ask = (n: number): Promise<unknown> => evaluateExpression('$sum([1..200].($ * $n))', { n });
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => ask(n)));
    expect(answers).toEqual(Array.from({ length: 1000 }, (_, n) => 20_100 * n));
  });
});
