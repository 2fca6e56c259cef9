/**
 * A real process is killed (SIGKILL, by itself) before and after every commit and every effect of a flow, and the file is taken up by the
 * next one (I1–I4). Hunts: a lost or doubled event, an effect done twice, an unsafe one repeated on a guess, a key that changes, a wait
 * that starts anew, a retry that forgets its count, a Map or Parallel that forgets a child.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import { foldEvents } from '../../src/main/workflow/run-state.ts';
import { byScope } from '../support/crash/compare-history.ts';
import { crashFlow, idempotentSteps, transactionalSteps, unsafeSteps } from '../support/crash/crash-flow.ts';
import { CrashWorld } from '../support/crash/crash-world.ts';
import { type Effect, effectsIn, stepOf } from '../support/crash/effect-tools.ts';
import { type ChildReport, inTurns, runChild } from '../support/crash/run-child.ts';
import { temporaryFolder, testRun } from '../support/test-flow.ts';

const atOnce = 2;
let folder: ReturnType<typeof temporaryFolder>;
let folders = 0;
/** The points of a run that nothing interrupts, in order. */
let points: string[];

beforeAll(async () => {
  folder = temporaryFolder();
  const template = join(folder.path, 'template');
  mkdirSync(template);
  new CrashWorld(template).close();
  const { stdout } = await runChild({ folder: newFolder(), killAt: null });
  points = (JSON.parse(stdout) as ChildReport).points;
}, 30_000);
afterAll(() => folder.remove());

/** With the flow in it, and nothing else. */
function newFolder(): string {
  const path = join(folder.path, String(folders++));
  cpSync(join(folder.path, 'template'), path, { recursive: true });
  return path;
}

/** The history of a run in which exactly these unsafe steps' outcome was not known. */
const references = new Map<string, ReturnType<typeof byScope>>();
async function referenceWhere(unknown: readonly string[]): Promise<ReturnType<typeof byScope>> {
  const name = unknown.join();
  const known = references.get(name);
  if (known) return known;
  const world = new CrashWorld(newFolder(), { unknown: new Set(unknown) });
  await world.takeUp();
  await world.runToRest();
  const reference = byScope(world.history());
  world.close();
  references.set(name, reference);
  return reference;
}

/** Unsafe steps that the journal has announced and has no answer for. */
function unsafeInFlight(events: readonly JournalEvent[]): string[] {
  const answered = new Set(events.map(({ data }) => data.scheduled));
  return events
    .filter(
      ({ type, seq, data }) => type === 'TaskScheduled' && data.resource === 'worker:w/send' && !answered.has(seq),
    )
    .map(({ scope, state }) => stepOf({ scope, state: state ?? '' }));
}

/** Dies at each of the points, one process after the other; then takes the run up to its end and looks at everything it left. */
async function dieAndTakeUp(killAts: readonly string[]): Promise<void> {
  const path = newFolder();
  const unknown: string[] = [];
  let before: JournalEvent[] = [];
  for (const [index, killAt] of killAts.entries()) {
    const { signal, exitCode, stderr } = await runChild({ folder: path, killAt });
    // A second process may have less to do than the point it was to die at.
    if (index === 0 || exitCode !== 0) expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
    const dead = new CrashWorld(path);
    const left = dead.history();
    dead.close();
    expect(left.slice(0, before.length), 'what was committed stays').toEqual(before);
    unknown.push(...unsafeInFlight(left).filter((step) => !unknown.includes(step)));
    before = left;
  }
  const world = new CrashWorld(path);
  await world.takeUp();
  await world.runToRest();
  const events = world.history();
  const effects = effectsIn(path, world.tables);
  const end = world.ends.get('run') ?? null;
  const row = world.db.prepare('SELECT status FROM runs').pluck().all();
  world.close();

  expect(events.slice(0, before.length), 'what was committed stays').toEqual(before);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  expect(foldEvents(testRun(crashFlow), events).ended).toBe(true);
  expect(row).toEqual(['SUCCEEDED']);
  if (end) expect(end).toMatchObject({ status: 'SUCCEEDED', output: { n: 90, broken: 'Tool.Broken' } });
  expect(byScope(events)).toEqual(await referenceWhere(unknown.sort()));
  expectTimesToHold(events);

  const keys = keysByStep(events);
  const ofStep = ({ step, key }: Effect) => expect(keys[step], `the key of ${step}`).toBe(key);
  for (const effect of [...effects.pure, ...effects.transactional, ...effects.idempotent, ...effects.unsafe])
    ofStep(effect);
  expect(effects.transactional.map(({ step }) => step).sort(), 'exactly once').toEqual(transactionalSteps);
  expect(recordedRows(events), 'the recorded rows are those of the table').toEqual(
    Object.fromEntries(effects.transactional.map(({ step, rowId }) => [step, rowId])),
  );
  expect(effects.idempotent.map(({ step }) => step).sort(), 'one key').toEqual(idempotentSteps);
  expect(new Set(effects.pure.map(({ step }) => step)).size, 'at least once').toBe(4);
  const sent = effects.unsafe.map(({ step }) => step).sort();
  expect(new Set(sent).size, 'at most once').toBe(sent.length);
  // Once where its outcome is recorded; where it is not, it may have happened.
  expect(sent.filter((step) => !unknown.includes(step))).toEqual(unsafeSteps.filter((step) => !unknown.includes(step)));
}

/** Time does not run backwards, and no timer fires before the moment that was announced. */
function expectTimesToHold(events: readonly JournalEvent[]): void {
  const times = events.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const { type, data, atMs } of events)
    if (type === 'TimerFired')
      expect(atMs).toBeGreaterThanOrEqual(Number(events[Number(data.timer) - 1]?.data.dueAtMs));
}

/** One key for every try within a visit of a state. */
function keysByStep(events: readonly JournalEvent[]): Record<string, string> {
  return Object.fromEntries(
    events
      .filter(({ type }) => type === 'TaskStateEntered')
      .map(({ scope, state, seq }) => [stepOf({ scope, state: state ?? '' }), `run:${seq}`]),
  );
}

function recordedRows(events: readonly JournalEvent[]): Record<string, unknown> {
  return Object.fromEntries(
    events.flatMap(({ type, scope, state, data }) => {
      const output = data.output;
      const isRow = type === 'TaskSucceeded' && output !== null && typeof output === 'object' && 'rowId' in output;
      return isRow ? [[stepOf({ scope, state: state ?? '' }), output.rowId]] : [];
    }),
  );
}

/** Tries them all, and says which failed and how. */
async function tryAll(deaths: ReadonlyArray<readonly string[]>): Promise<void> {
  const failures: Array<{ killedAt: string; message: string }> = [];
  await inTurns(deaths, atOnce, async (killAts) => {
    try {
      await dieAndTakeUp(killAts);
    } catch (error) {
      failures.push({
        killedAt: killAts.join(', then '),
        message: error instanceof Error ? error.message : String(error),
      });
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
