/** Hunts: more at once than allowed, a place lost when work fails, one that comes in before those who wait. */
import { expect, it } from 'vitest';
import { inTurn } from '../../../src/main/sandbox/in-turn.ts';

it('lets so many go on at once, in the order they came, and a failure takes no place with it', async () => {
  const turn = inTurn(2);
  const begun: number[] = [];
  let atOnce = 0;
  let most = 0;
  const work = (id: number) =>
    turn(async () => {
      begun.push(id);
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce -= 1;
      if (id % 2 === 0) throw new Error(`${id}`);
      return id;
    });
  const ended = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map(work));
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(2);
  expect(ended.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, false, true, false, true]);
});
