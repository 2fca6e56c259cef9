/** Runs whose journal could not be written (a full disk): what was committed is safe, and they are taken up again later. */
import { MajordomoError } from '../../shared/errors.ts';

const retryAfterMs = 60_000;

export class BrokenRuns {
  readonly #deps: { recover: () => void; log: (line: string) => void };
  #retry: NodeJS.Timeout | undefined;

  constructor(deps: { recover: () => void; log: (line: string) => void }) {
    this.#deps = deps;
  }

  broke(runId: string, error: unknown): void {
    this.#deps.log(`run ${runId} could not go on: ${String(error)}`);
    // Its new owner takes it up.
    if (error instanceof MajordomoError && error.code === 'Store.OwnerLost') return;
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#deps.recover();
    }, retryAfterMs);
  }

  stop(): void {
    clearTimeout(this.#retry);
  }
}
