/**
 * A real process is killed (SIGKILL, by itself) before and after every commit and every effect of a flow, and the file is taken up by the
 * next one (I1–I4). Hunts: a lost or doubled event, an effect done twice, an unsafe one repeated on a guess, a key that changes, a wait
 * that starts anew, a retry that forgets its count, a Map or Parallel that forgets a child.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import { CrashFolders } from '../support/crash/crash-folders.ts';
import { CrashWorld } from '../support/crash/crash-world.ts';
import { expectWholeRun, unsafeInFlight } from '../support/crash/expect-whole.ts';
import { type ChildReport, inTurns, runChild } from '../support/crash/run-child.ts';

const atOnce = 2;
let folders: CrashFolders;
/** The points of a run that nothing interrupts, in order. */
let points: string[];

beforeAll(async () => {
  folders = new CrashFolders();
  const { stdout } = await runChild({ folder: folders.make(), killAt: null });
  points = (JSON.parse(stdout) as ChildReport).points;
}, 30_000);
afterAll(() => folders.remove());

/** Dies at each of the points, one process after the other; then takes the run up to its end and looks at everything it left. */
async function dieAndTakeUp(killAts: readonly string[]): Promise<void> {
  const folder = folders.make();
  const unknown: string[] = [];
  let before: JournalEvent[] = [];
  for (const [index, killAt] of killAts.entries()) {
    const { signal, exitCode, stderr } = await runChild({ folder, killAt });
    // A second process may have less to do than the point it was to die at.
    if (index === 0 || exitCode !== 0) expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
    const dead = new CrashWorld(folder);
    const left = dead.history();
    dead.close();
    expect(left.slice(0, before.length), 'what was committed stays').toEqual(before);
    unknown.push(...unsafeInFlight(left).filter((step) => !unknown.includes(step)));
    before = left;
  }
  const world = new CrashWorld(folder);
  try {
    await world.takeUp();
    await world.runToRest();
    expectWholeRun(world, { before, unknown, reference: await folders.referenceWhere(unknown) });
  } finally {
    world.close();
  }
}

/** Tries them all, and says which failed and how. */
async function tryAll(deaths: ReadonlyArray<readonly string[]>): Promise<void> {
  const failures: Array<{ killedAt: string; message: string }> = [];
  await inTurns(deaths, atOnce, async (killAts) => {
    try {
      await dieAndTakeUp(killAts);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ killedAt: killAts.join(', then '), message });
    }
  });
  expect(failures).toEqual([]);
}

describe('a process that is killed', () => {
  it('before or after any commit leaves a run that goes on as if it had not been, with each effect as its class promises', async () => {
    const commits = points.filter((point) => /create|append/.test(point));
    expect(commits.length).toBeGreaterThan(40);
    process.stdout.write(`crash points at commits: ${commits.length}\n`);
    await tryAll(commits.map((point) => [point]));
  }, 60_000);

  it('before or after any effect leaves a run that goes on as if it had not been, with each effect as its class promises', async () => {
    const effects = points.filter((point) => /effect/.test(point));
    expect(effects.length).toBeGreaterThan(36);
    process.stdout.write(`crash points at effects: ${effects.length}\n`);
    await tryAll(effects.map((point) => [point]));
  }, 60_000);

  it('and whose successor is killed while it takes the run up costs no more than one that is killed once', async () => {
    const again = ['before-effect#1', 'after-effect#1', 'before-append#1', 'after-append#1', 'before-append#2'];
    const deaths = points
      .filter((point) => /after-append|after-effect/.test(point))
      .filter((_point, index) => index % 2 === 0)
      .map((point, index) => [point, again[index % again.length] ?? '']);
    process.stdout.write(`crash points that were followed by a second one: ${deaths.length}\n`);
    await tryAll(deaths);
  }, 60_000);
});
