import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { insertFlow } from '../../src/main/store/tables/flows.ts';
import type { RunRecord, TaskExecutor, TaskOutcome, TaskRequest } from '../../src/main/workflow/ports.ts';
import type { EffectClass } from '../../src/shared/domain/effect-class.ts';
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import type { JsonValue } from '../../src/shared/json.ts';

/** A folder that goes with the test. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'majordomo-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A database file with one flow, `flow`, whose only version is this definition. */
export function databaseWithFlow(path: string, definition: StateMachine): Database {
  const db = openDatabase(path);
  insertFlow(
    db,
    { id: 'flow', name: 'Test flow', task: 'test', request: 'test', listed: true, userId: 'local', nowMs: 0 },
    { definition, workerIds: {} },
  );
  return db;
}

export function testRun(
  definition: StateMachine,
  options: { id?: string; input?: JsonValue; startedAtMs?: number } = {},
): RunRecord {
  return {
    id: options.id ?? 'run',
    flowId: 'flow',
    version: 1,
    definition,
    input: options.input ?? {},
    origin: { kind: 'manual' },
    dryRun: false,
    startedAtMs: options.startedAtMs ?? Date.parse('2026-11-22T09:00:00Z'),
  };
}

/** Answers each call by a function of the test, and remembers them all. */
export class ScriptedExecutor implements TaskExecutor {
  readonly calls: TaskRequest[] = [];
  readonly #answer: (request: TaskRequest, signal: AbortSignal) => Promise<TaskOutcome> | TaskOutcome;
  readonly #effect: EffectClass;

  constructor(
    answer: (request: TaskRequest, signal: AbortSignal) => Promise<TaskOutcome> | TaskOutcome,
    effect: EffectClass = 'pure',
  ) {
    this.#answer = answer;
    this.#effect = effect;
  }

  effectOf(): EffectClass {
    return this.#effect;
  }

  async execute(request: TaskRequest, signal: AbortSignal): Promise<TaskOutcome> {
    this.calls.push(request);
    return await this.#answer(request, signal);
  }
}

/** A task that never answers, and stops when told to. */
export function hang(signal: AbortSignal): Promise<TaskOutcome> {
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve({ ok: false, error: null, cause: null }), { once: true }),
  );
}
