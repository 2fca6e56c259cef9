/**
 * Calls that wait for a process. Flows take turns, and within a flow its workers do, so that a Map of a thousand delays another
 * flow's call by one turn and not by a thousand. Calls of one worker keep their order.
 */

/** Who a call is for: what limits and turns are counted by. */
export interface CallOwner {
  flowId: string;
  workerId: string;
}

/** How many more calls may start now. */
export interface Room {
  ofFlow(flowId: string): number;
  ofWorker(owner: CallOwner): number;
}

export class FairQueue<T extends { owner: CallOwner }> {
  /** By flow, then worker; both in the order of their turns. */
  readonly #flows = new Map<string, Map<string, T[]>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOfFlow(flowId: string): number {
    let size = 0;
    for (const waiting of this.#flows.get(flowId)?.values() ?? []) size += waiting.length;
    return size;
  }

  add(item: T): void {
    const { flowId, workerId } = item.owner;
    const workers = this.#flows.get(flowId) ?? new Map<string, T[]>();
    this.#flows.set(flowId, workers);
    const waiting = workers.get(workerId);
    if (waiting) waiting.push(item);
    else workers.set(workerId, [item]);
    this.#size++;
  }

  /** Takes the next call that has room; its flow and its worker go to the end of their lines. */
  take(room: Room): T | undefined {
    for (const [flowId, workers] of this.#flows) {
      if (room.ofFlow(flowId) <= 0) continue;
      for (const [workerId, [item]] of workers) {
        if (!item || room.ofWorker({ flowId, workerId }) <= 0) continue;
        this.remove(item);
        moveToEnd(workers, workerId);
        moveToEnd(this.#flows, flowId);
        return item;
      }
    }
    return undefined;
  }

  /** How many of the waiting calls could start at once, were there processes enough. */
  runnable(room: Room): number {
    let total = 0;
    for (const [flowId, workers] of this.#flows) {
      let ofFlow = 0;
      for (const [workerId, waiting] of workers)
        ofFlow += Math.max(0, Math.min(waiting.length, room.ofWorker({ flowId, workerId })));
      total += Math.max(0, Math.min(ofFlow, room.ofFlow(flowId)));
    }
    return total;
  }

  /** @returns whether it was waiting */
  remove(item: T): boolean {
    const { flowId, workerId } = item.owner;
    const workers = this.#flows.get(flowId);
    const waiting = workers?.get(workerId);
    const at = waiting?.indexOf(item) ?? -1;
    if (!workers || !waiting || at < 0) return false;
    waiting.splice(at, 1);
    if (waiting.length === 0) workers.delete(workerId);
    if (workers.size === 0) this.#flows.delete(flowId);
    this.#size--;
    return true;
  }

  /** Takes out all of them. */
  drain(): T[] {
    const items = [...this.#flows.values()].flatMap((workers) => [...workers.values()].flat());
    this.#flows.clear();
    this.#size = 0;
    return items;
  }
}

function moveToEnd<K, V>(map: Map<K, V>, key: K): void {
  const value = map.get(key);
  if (value === undefined) return;
  map.delete(key);
  map.set(key, value);
}
