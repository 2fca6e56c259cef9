/**
 * A short chaos run (`npm run chaos` is the long one): the built app under `serve`, killed twenty times. Hunts: what only shows when the
 * whole app dies at a moment nobody chose.
 */
import { describe, expect, it } from 'vitest';
import { faultCount, inWords } from './balance-sheet.ts';
import { runChaos } from './chaos.ts';

describe('twenty kills of the app', () => {
  it('lose no run, double no effect and leave nothing unfinished', async () => {
    const sheet = await runChaos({ seed: 20, kills: 20, minutes: 1, log: () => undefined });
    process.stdout.write(`${inWords(sheet)}\n`);
    expect(faultCount(sheet), inWords(sheet)).toBe(0);
    expect(sheet.kills).toBeGreaterThanOrEqual(15);
    expect(sheet.runs).toBeGreaterThan(20);
  }, 180_000);
});
