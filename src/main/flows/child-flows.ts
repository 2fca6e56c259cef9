/**
 * Tasks that run another flow and wait for it. The child's id follows from the step's key, so that asking again after a crash finds
 * the child that was started, and never starts a second one. Parent and child are cancelled together (I6).
 */
import { toWireError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { findRun } from '../store/tables/runs.ts';
import type { Engine } from '../workflow/engine.ts';
import type { RunEnd, TaskOutcome, TaskRequest } from '../workflow/ports.ts';
import type { FlowControl } from './flow-control.ts';

/** A flow that calls itself ends here, instead of filling the disk. */
const deepest = 10;

export class ChildFlows {
  readonly #deps: { db: Database; engine: Engine; control: FlowControl };

  constructor(deps: { db: Database; engine: Engine; control: FlowControl }) {
    this.#deps = deps;
  }

  async run(request: TaskRequest, name: string, signal: AbortSignal): Promise<TaskOutcome> {
    const id = request.idempotencyKey.replace(':', '.');
    try {
      const end = this.#recorded(id) ?? (await this.#live(request, id, name, signal));
      return end ? outcomeOf(end, name) : { ok: false, error: null, cause: null };
    } catch (error) {
      const { code, message } = toWireError(error);
      return { ok: false, error: code, cause: message };
    }
  }

  /** The end of a child that an earlier process saw through. */
  #recorded(id: string): RunEnd | undefined {
    const row = findRun(this.#deps.db, id);
    if (!row || row.ended_at_ms === null) return undefined;
    return {
      status: row.status as RunEnd['status'],
      output: row.output === null ? null : JSON.parse(row.output),
      error: row.error,
      cause: row.cause,
      endedAtMs: row.ended_at_ms,
    };
  }

  /** @returns undefined when the app stops first: the child stays open and is found again */
  async #live(request: TaskRequest, id: string, name: string, signal: AbortSignal): Promise<RunEnd | undefined> {
    const { engine, control } = this.#deps;
    const depth = request.run.origin.kind === 'child' ? request.run.origin.depth + 1 : 1;
    if (depth > deepest)
      return {
        status: 'FAILED',
        output: null,
        error: 'Flow.TooDeep',
        cause: `Flows call each other more than ${deepest} deep.`,
        endedAtMs: 0,
      };
    const ended =
      engine.endOf(id) ??
      (await control.run(name, { kind: 'child', parentRunId: request.run.id, depth }, { id, input: request.arguments }))
        .ended;
    return await new Promise<RunEnd | undefined>((resolve, reject) => {
      const onAbort = (): void => {
        if (signal.reason === 'stop') resolve(undefined);
        // The child ends before its parent does; its end resolves below.
        else engine.cancel(id, 'The flow that started it was cancelled.').catch(() => undefined);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      ended.then(resolve, reject);
    });
  }
}

function outcomeOf(end: RunEnd, name: string): TaskOutcome {
  if (end.status === 'SUCCEEDED') return { ok: true, output: end.output };
  return {
    ok: false,
    error: end.error ?? 'Flow.Failed',
    cause: end.cause ?? `The flow '${name}' ended as ${end.status}.`,
  };
}
