/** A shortcut that works in every program and brings up a new question. Owns: its registration with the desktop. */
import { globalShortcut } from 'electron';

export class QuickAsk {
  readonly #onAsk: () => void;
  #keys: string | null = null;
  #problem: string | null = null;

  constructor(onAsk: () => void) {
    this.#onAsk = onAsk;
  }

  /** Null takes it away. */
  use(keys: string | null): void {
    if (this.#keys !== null && this.#problem === null) globalShortcut.unregister(this.#keys);
    this.#keys = keys;
    this.#problem = keys === null ? null : this.#register(keys);
  }

  state(): { keys: string | null; problem: string | null } {
    return { keys: this.#keys, problem: this.#problem };
  }

  #register(keys: string): string | null {
    try {
      return globalShortcut.register(keys, this.#onAsk)
        ? null
        : 'Another program has these keys, or this desktop gives none away. Choose others.';
    } catch {
      return 'These are not keys a shortcut can have. Choose others.';
    }
  }
}
