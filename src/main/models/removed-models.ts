/**
 * Models that were removed a moment ago, so that a removal can be taken back. They are kept in memory alone, with their keys, and
 * forgotten after a time: a removed key is gone from the disk at once, and from here with the app or soon after.
 */
import type { ModelEndpoint } from '../../shared/domain/model.ts';

export interface RemovedModel {
  endpoint: ModelEndpoint;
  /** Its place among the others. */
  addedAtMs: number;
  /** Null when it had none of its own. */
  key: { value: string; readable: boolean } | null;
  /** Whether it answered in the chat. */
  wasBrain: boolean;
}

export const undoRemovalWithinMs = 5 * 60_000;

export class RemovedModels {
  readonly #kept = new Map<string, { removed: RemovedModel; forget: NodeJS.Timeout }>();

  keep(removed: RemovedModel): void {
    const { id } = removed.endpoint;
    this.take(id);
    const forget = setTimeout(() => this.#kept.delete(id), undoRemovalWithinMs);
    forget.unref();
    this.#kept.set(id, { removed, forget });
  }

  /** Gives it out once. */
  take(id: string): RemovedModel | null {
    const found = this.#kept.get(id);
    if (!found) return null;
    clearTimeout(found.forget);
    this.#kept.delete(id);
    return found.removed;
  }
}
