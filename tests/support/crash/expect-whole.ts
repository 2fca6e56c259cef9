/** What a run of the crash flow must have left when it is over, whatever happened to its processes. */
import { expect } from 'vitest';
import type { JournalEvent } from '../../../src/main/workflow/events.ts';
import { foldEvents } from '../../../src/main/workflow/run-state.ts';
import { testRun } from '../test-flow.ts';
import { byScope } from './compare-history.ts';
import { crashFlow, idempotentSteps, transactionalSteps, unsafeSteps } from './crash-flow.ts';
import type { CrashWorld } from './crash-world.ts';
import { type Effect, effectsIn, stepOf } from './effect-tools.ts';

/** Unsafe steps that the journal has announced and has no answer for. */
export function unsafeInFlight(events: readonly JournalEvent[]): string[] {
  const answered = new Set(events.map(({ data }) => data.scheduled));
  return events
    .filter(
      ({ type, seq, data }) => type === 'TaskScheduled' && data.resource === 'worker:w/send' && !answered.has(seq),
    )
    .map(({ scope, state }) => stepOf({ scope, state: state ?? '' }));
}

/**
 * `before`: what was committed when the last process went. `unknown`: unsafe steps whose outcome a crash has hidden.
 * `reference`: the history, by scope, of a run in which the same steps are unknown and nothing else happens.
 */
export function expectWholeRun(
  world: CrashWorld,
  given: { before: readonly JournalEvent[]; unknown: readonly string[]; reference: ReturnType<typeof byScope> },
): void {
  const { before, unknown, reference } = given;
  const events = world.history();
  expect(events.slice(0, before.length), 'what was committed stays').toEqual(before);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  expect(foldEvents(testRun(crashFlow), events).ended).toBe(true);
  const runs = world.db
    .prepare(`SELECT status, output ->> '$.n' AS n, output ->> '$.broken' AS broken FROM runs WHERE id = 'run'`)
    .all();
  expect(runs).toEqual([{ status: 'SUCCEEDED', n: 90, broken: 'Tool.Broken' }]);
  expect(byScope(events)).toEqual(reference);
  expectTimesToHold(events);
  expectEffects(world, events, unknown);
}

function expectEffects(world: CrashWorld, events: readonly JournalEvent[], unknown: readonly string[]): void {
  const { pure, transactional, idempotent, unsafe } = effectsIn(world.folder, world.tables);
  const keys = keysByStep(events);
  for (const { step, key } of [...pure, ...transactional, ...idempotent, ...unsafe])
    expect(key, `the key of ${step}`).toBe(keys[step]);
  expect(steps(transactional), 'exactly once').toEqual(transactionalSteps);
  expect(recordedRows(events), 'the recorded rows are those of the table').toEqual(
    Object.fromEntries(transactional.map(({ step, rowId }) => [step, rowId])),
  );
  expect(steps(idempotent), 'one key').toEqual(idempotentSteps);
  expect(new Set(steps(pure)).size, 'at least once').toBe(4);
  const sent = steps(unsafe);
  expect(new Set(sent).size, 'at most once').toBe(sent.length);
  // Once where its outcome is recorded; where it is not, it may have happened.
  expect(sent.filter((step) => !unknown.includes(step))).toEqual(unsafeSteps.filter((step) => !unknown.includes(step)));
}

function steps(effects: readonly Effect[]): string[] {
  return effects.map(({ step }) => step).sort();
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
