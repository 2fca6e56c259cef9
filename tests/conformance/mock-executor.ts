import type { RunRecord, TaskExecutor, TaskOutcome, TaskRequest } from '../../src/main/workflow/ports.ts';
import type { EffectClass } from '../../src/shared/domain/effect-class.ts';
import type { JsonValue } from '../../src/shared/json.ts';
import type { Mock } from './case.ts';
import { difference, matches } from './compare.ts';

/** Answers tasks with a case's mocks, each used once. */
export class MockExecutor implements TaskExecutor {
  /** Answers that are on their way. */
  pending = 0;
  /** What the case's mocks did not foresee. */
  complaint: string | null = null;
  readonly #mocks: Record<string, Mock[]>;

  constructor(mocks: Record<string, Mock[]>) {
    this.#mocks = Object.fromEntries(Object.entries(mocks).map(([resource, list]) => [resource, [...list]]));
  }

  effectOf(_run: RunRecord, _resource: string): EffectClass {
    return 'pure';
  }

  async execute(request: TaskRequest, signal: AbortSignal): Promise<TaskOutcome> {
    const mock = this.#take(request.resource, request.state, request.arguments);
    if (!mock) return this.#complain(`no mock is left for ${request.resource}`);
    if (mock.args !== undefined) {
      const differs = difference(mock.args, request.arguments, 'arguments');
      if (differs !== null) return this.#complain(`${request.state}: ${differs}`);
    }
    if (mock.hang)
      return await new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ ok: false, error: null, cause: null })),
      );
    this.pending += 1;
    await new Promise((resolve) => setImmediate(resolve));
    this.pending -= 1;
    if ('error' in mock) return { ok: false, error: mock.error ?? null, cause: mock.cause ?? null };
    return { ok: true, output: mock.result ?? null };
  }

  #take(resource: string, state: string, args: JsonValue): Mock | undefined {
    const list = this.#mocks[resource] ?? [];
    const sameState = (mock: Mock): boolean => mock.state === undefined || mock.state === state;
    const candidates = [
      (mock: Mock) => sameState(mock) && mock.args !== undefined && matches(mock.args, args),
      sameState,
      () => true,
    ];
    for (const candidate of candidates) {
      const index = list.findIndex(candidate);
      if (index >= 0) return list.splice(index, 1)[0];
    }
    return undefined;
  }

  #complain(complaint: string): TaskOutcome {
    this.complaint ??= complaint;
    return { ok: false, error: 'Mock.Complaint', cause: complaint };
  }
}
