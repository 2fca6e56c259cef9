/** A small number of kills around due times; `npm run chaos -- --schedule --kills 200` is the whole of it. */
import { expect, it } from 'vitest';
import { killAroundDueTimes } from './schedule-kills.ts';

it('a serve that is killed around due times loses no firing and runs none twice', async () => {
  const sheet = await killAroundDueTimes({ seed: 7, kills: 5, log: () => undefined });
  expect(sheet.faults).toEqual([]);
  expect(sheet.runs).toBeGreaterThan(0);
}, 400_000);
