import { deferred } from '../workers/deferred.ts';

/** One change at a time to each path: the others wait in order. */
export class PathLocks {
  readonly #tails = new Map<string, Promise<void>>();

  async run<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
    // Taken all at once and in one order, so that two who want the same never wait for each other. Names that differ in case only
    // may be one file.
    const keys = [...new Set(paths.map((path) => path.toLowerCase()))];
    const before = Promise.all(keys.map((key) => this.#tails.get(key)));
    const { promise, resolve } = deferred<void>();
    for (const key of keys) this.#tails.set(key, promise);
    try {
      await before;
      return await work();
    } finally {
      resolve();
      for (const key of keys) if (this.#tails.get(key) === promise) this.#tails.delete(key);
    }
  }
}
