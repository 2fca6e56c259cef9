/**
 * A real process that forks a run from inside of a Parallel is killed (SIGKILL, by itself) before and after every commit and every effect,
 * and the file is taken up by the next one (I1–I4). Hunts: half a fork, an effect of the earlier run done again, one of the fork done
 * twice, a key that is the earlier run's.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import { foldEvents } from '../../src/main/workflow/run-state.ts';
import { byScope } from '../support/crash/compare-history.ts';
import { crashFlow } from '../support/crash/crash-flow.ts';
import { CrashFolders } from '../support/crash/crash-folders.ts';
import { CrashWorld } from '../support/crash/crash-world.ts';
import { type EffectsDone, effectsIn, stepOf } from '../support/crash/effect-tools.ts';
import { unsafeInFlight } from '../support/crash/expect-whole.ts';
import { type ChildReport, inTurns, runChild } from '../support/crash/run-child.ts';
import { testRun } from '../support/test-flow.ts';

const atOnce = 2;
const from = { scope: '/Fan[0]', state: 'Look of branch' };
let folders: CrashFolders;
/** A folder with a run that is over. */
let template: string;
let forkAt: number;
let points: string[];
let before: { history: JournalEvent[]; effects: EffectsDone };

beforeAll(async () => {
  folders = new CrashFolders();
  template = folders.make();
  const world = new CrashWorld(template);
  await world.takeUp();
  await world.runToRest();
  before = { history: world.history(), effects: effectsIn(template, world.tables) };
  world.close();
  forkAt = before.history.find(
    ({ type, scope, state }) => type === 'TaskStateEntered' && scope === from.scope && state === from.state,
  )?.seq as number;
  const { stdout } = await runChild({ folder: folders.make(template), killAt: null, forkAt });
  points = (JSON.parse(stdout) as ChildReport).points;
}, 30_000);
afterAll(() => folders.remove());

/** The fork's history, where nothing but these unsafe steps goes wrong. */
async function referenceWhere(unknown: readonly string[]) {
  const world = new CrashWorld(folders.make(template), { unknown: new Set(unknown) });
  await world.takeUpFork(forkAt);
  await world.runToRest();
  const reference = byScope(world.history('fork'));
  world.close();
  return reference;
}

async function dieAndTakeUp(killAt: string): Promise<void> {
  const folder = folders.make(template);
  const { signal, stderr } = await runChild({ folder, killAt, forkAt });
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
  const world = new CrashWorld(folder);
  try {
    const left = world.history('fork');
    const unknown = unsafeInFlight(left);
    await world.takeUpFork(forkAt);
    await world.runToRest();
    const events = world.history('fork');
    expect(events.slice(0, left.length), 'what was committed stays').toEqual(left);
    expect(events.slice(0, forkAt)).toEqual(before.history.slice(0, forkAt));
    expect(foldEvents(testRun(crashFlow), events).ended).toBe(true);
    const runs = world.db.prepare(`SELECT id, status, output ->> '$.n' AS n FROM runs ORDER BY id`).all();
    expect(runs).toEqual(['fork', 'run'].map((id) => ({ id, status: 'SUCCEEDED', n: 90 })));
    expect(byScope(events)).toEqual(await referenceWhere(unknown));
    expect(world.history()).toEqual(before.history);
    expectEffects(effectsIn(folder, world.tables), events, unknown);
  } finally {
    world.close();
  }
}

/** The earlier run's are as they were; the fork's own are those of the steps after it, under its own keys. */
function expectEffects(done: EffectsDone, events: readonly JournalEvent[], unknown: readonly string[]): void {
  const own = events.findIndex(({ type }) => type === 'ExecutionForked');
  const keys = new Map(
    events
      .filter(({ type }) => type === 'TaskStateEntered')
      .map(({ scope, state, seq }) => [`fork:${seq}`, stepOf({ scope, state: state ?? '' })]),
  );
  const announced = (tool: string) =>
    [
      ...new Set(
        events
          .slice(own)
          .filter(({ type, data }) => type === 'TaskScheduled' && data.resource === `worker:w/${tool}`)
          .map(({ scope, state }) => stepOf({ scope, state: state ?? '' })),
      ),
    ].sort();
  for (const kind of ['pure', 'transactional', 'idempotent', 'unsafe'] as const) {
    expect(
      done[kind]
        .filter(({ key }) => key.startsWith('run:'))
        .map(({ key }) => key)
        .sort(),
    ).toEqual(before.effects[kind].map(({ key }) => key).sort());
    for (const { key, step } of done[kind]) if (!key.startsWith('run:')) expect(keys.get(key)).toBe(step);
  }
  const steps = (kind: keyof EffectsDone) =>
    done[kind]
      .filter(({ key }) => key.startsWith('fork:'))
      .map(({ step }) => step)
      .sort();
  expect(steps('transactional'), 'exactly once').toEqual(announced('row'));
  expect(steps('idempotent'), 'one key').toEqual(announced('file'));
  expect(steps('unsafe').filter((step) => !unknown.includes(step))).toEqual(
    announced('send').filter((step) => !unknown.includes(step)),
  );
  expect(new Set(steps('unsafe')).size, 'at most once').toBe(steps('unsafe').length);
}

it('a fork whose process is killed goes on as if it had not been, with each effect as its class promises', async () => {
  expect(points.length).toBeGreaterThan(30);
  const failures: Array<{ killedAt: string; message: string }> = [];
  await inTurns(points, atOnce, async (killedAt) => {
    try {
      await dieAndTakeUp(killedAt);
    } catch (error) {
      failures.push({ killedAt, message: error instanceof Error ? error.message : String(error) });
    }
  });
  expect(failures).toEqual([]);
}, 120_000);
