/** Runs one case through the production engine and journal on virtual time, and says how it differs from what is expected. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/store/database.ts';
import { SqliteJournal } from '../../src/main/store/journal.ts';
import { insertFlow } from '../../src/main/store/tables/flows.ts';
import { Engine } from '../../src/main/workflow/engine.ts';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import type { RunEnd } from '../../src/main/workflow/ports.ts';
import { validateDefinition } from '../../src/main/workflow/validate/validate.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { ConformanceCase, ExpectedEvent } from './case.ts';
import { difference } from './compare.ts';
import { MockExecutor } from './mock-executor.ts';
import { toStepFunctions } from './step-functions-events.ts';

/** A case that neither ends nor waits for time is stuck after so many turns of the event loop. */
const patienceTurns = 2_000;

/** @returns the first difference, or null when the case passes */
export async function runCase(testCase: ConformanceCase): Promise<string | null> {
  const problems = validateDefinition(testCase.definition);
  if (testCase.expect.status === 'INVALID')
    return problems.length > 0 ? null : 'expected the definition to be rejected; it was accepted';
  if (problems.length > 0)
    return `the definition was rejected: ${problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`;

  const folder = mkdtempSync(join(tmpdir(), 'majordomo-case-'));
  const db = openDatabase(join(folder, 'case.db'));
  try {
    const clock = new VirtualClock();
    const startedAtMs = clock.nowMs();
    insertFlow(
      db,
      { id: 'flow', name: testCase.name, task: '', request: '', listed: false, userId: 'local', nowMs: startedAtMs },
      { definition: testCase.definition, workerIds: {} },
    );
    const executor = new MockExecutor(testCase.mocks);
    const journal = new SqliteJournal(db);
    const engine = new Engine({ clock, journal, executor });
    const run = {
      id: 'run',
      flowId: 'flow',
      version: 1,
      definition: testCase.definition,
      input: testCase.input,
      origin: { kind: 'manual' } as const,
      dryRun: false,
      startedAtMs,
    };
    const { ended } = await engine.start(run);
    const end = await untilEnded(ended, engine, clock, executor);
    if (!end) return 'the run is stuck: it neither ends nor waits for a time';
    if (executor.complaint !== null) return executor.complaint;
    return (
      compareEnd(testCase, end, (clock.nowMs() - startedAtMs) / 1000) ??
      compareEvents(testCase, journal.load('run').events)
    );
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilEnded(
  ended: Promise<RunEnd>,
  engine: Engine,
  clock: VirtualClock,
  executor: MockExecutor,
): Promise<RunEnd | null> {
  let end: RunEnd | null = null;
  let broken: unknown;
  ended.then(
    (value) => {
      end = value;
    },
    (error: unknown) => {
      broken = error;
    },
  );
  let quiet = 0;
  for (let turn = 0; turn < patienceTurns && !end; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (broken) throw broken;
    quiet = engine.idle && executor.pending === 0 ? quiet + 1 : 0;
    if (quiet < 4 || end) continue;
    quiet = 0;
    if (!clock.advanceToNext()) return end;
  }
  return end;
}

function compareEnd({ expect }: ConformanceCase, end: RunEnd, elapsedSeconds: number): string | null {
  const status = end.status === 'TIMED_OUT' ? 'FAILED' : end.status;
  if (status !== expect.status)
    return `status: expected ${expect.status}, got ${end.status} (${end.error}: ${end.cause})`;
  if (expect.status === 'SUCCEEDED') {
    const differs = difference(expect.output ?? null, end.output, 'output');
    if (differs !== null) return differs;
  } else {
    const differs = difference(expect.error ?? null, end.error, 'error');
    if (differs !== null) return differs;
    if (expect.causeIsExact !== false) {
      const cause = difference(expect.cause ?? null, end.cause, 'cause');
      if (cause !== null) return cause;
    }
  }
  if (expect.elapsedSeconds !== undefined && expect.elapsedSeconds !== elapsedSeconds)
    return `elapsedSeconds: expected ${expect.elapsedSeconds}, got ${elapsedSeconds}`;
  if (expect.elapsedAtMostSeconds !== undefined && elapsedSeconds > expect.elapsedAtMostSeconds)
    return `elapsedSeconds: expected at most ${expect.elapsedAtMostSeconds}, got ${elapsedSeconds}`;
  return null;
}

/** Step Functions has events of their own for two kinds of task; here a task is a task. */
function asTask(event: ExpectedEvent): ExpectedEvent {
  return {
    ...event,
    type: event.type.replace(/^(LambdaFunction|Activity)(?=Scheduled|Started|Succeeded|Failed|TimedOut)/, 'Task'),
  };
}

/** A distributed Map's recording leaves out what happened inside its child executions. */
function withoutDistributed(testCase: ConformanceCase, journal: readonly JournalEvent[]): JournalEvent[] {
  const states = Object.entries(testCase.definition.States);
  const distributed = states
    .filter(([, state]) => state.Type === 'Map' && state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED')
    .map(([name]) => name);
  return journal.filter(
    ({ type, state, scope }) =>
      !distributed.some((name) => scope.startsWith(`/${name}[`) || (state === name && type.startsWith('MapIteration'))),
  );
}

const ignoredTypes = /^(TaskSubmitted|TaskStateAborted|MapRun.*)$/;
/** Fields whose wording is the engine's own, or that the recordings leave out here and there. */
const looseFields = ['cause'];

function compareEvents(testCase: ConformanceCase, journal: readonly JournalEvent[]): string | null {
  if (testCase.events.length === 0) return null;
  const skip = (type: string): boolean =>
    ignoredTypes.test(type) || (testCase.eventsPartial === true && type.startsWith('Parallel'));
  const expected = testCase.events.filter(({ type }) => !skip(type)).map(asTask);
  const actual = toStepFunctions(withoutDistributed(testCase, journal)).filter(({ type }) => !skip(String(type)));
  if (!testCase.eventsOrdered) {
    const keys = (list: readonly { type?: unknown; state?: unknown }[]) =>
      list.map(({ type, state }) => `${String(type)} ${String(state ?? '')}`).sort();
    return difference(keys(expected), keys(actual), 'events (as a multiset)');
  }
  if (expected.length !== actual.length)
    return `events: expected ${expected.map(({ type }) => type).join(' ')}, got ${actual.map(({ type }) => String(type)).join(' ')}`;
  for (const [index, event] of expected.entries()) {
    const got = actual[index] ?? {};
    for (const [key, value] of Object.entries(event)) {
      if (looseFields.includes(key)) continue;
      const differs = difference(value, got[key], `events[${index}] ${event.type}.${key}`);
      if (differs !== null) return differs;
    }
  }
  return null;
}
