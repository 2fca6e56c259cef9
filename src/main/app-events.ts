import type { IpcEventName, IpcEventPayload } from '../shared/ipc/contract.ts';

type Listener = <E extends IpcEventName>(name: E, payload: IpcEventPayload<E>) => void;

/** What happens inside, told to whoever listens: the window, the tray, the terminal. A listener's failure is its own. */
export class AppEvents {
  readonly #listeners = new Set<Listener>();

  /** @returns stops listening */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<E extends IpcEventName>(name: E, payload: IpcEventPayload<E>): void {
    for (const listener of this.#listeners) listener(name, payload);
  }
}
