/** The asks of one agent that wait for main's answer. */
import type { AgentAsk } from '../../shared/agent-protocol.ts';
import { MajordomoError, type Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Ask } from './agent-loop.ts';

export class PendingAsks {
  readonly #post: (ask: number, about: AgentAsk) => void;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<number, (answer: Result<JsonValue>) => void>();
  #count = 0;

  constructor(post: (ask: number, about: AgentAsk) => void, signal: AbortSignal) {
    this.#post = post;
    this.#signal = signal;
  }

  /** Rejects when the step is cancelled. */
  readonly ask: Ask = (about) =>
    new Promise((resolve, reject) => {
      const number = ++this.#count;
      const stop = (): void => {
        this.#waiting.delete(number);
        reject(new MajordomoError({ code: 'Worker.Cancelled', message: 'The step was cancelled.' }));
      };
      if (this.#signal.aborted) return stop();
      this.#signal.addEventListener('abort', stop, { once: true });
      this.#waiting.set(number, (answer) => {
        this.#signal.removeEventListener('abort', stop);
        resolve(answer);
      });
      this.#post(number, about);
    });

  /** An answer that nobody waits for is dropped. */
  answer(number: number, answer: Result<JsonValue>): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    waiting?.(answer);
  }
}
