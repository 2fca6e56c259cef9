import { Worker } from 'node:worker_threads';
import { z } from 'zod';

export interface IntegrityCheck {
  /** What is wrong with the file; empty when it is sound. Rejects when it could not be checked. */
  problems: Promise<string[]>;
  /** Gives up; `problems` then never settles. */
  stop(): Promise<void>;
}

/**
 * Checks a database file in a thread of its own.
 * @param entry the module integrity-thread.ts, built or as it is
 */
export function checkInThread(entry: string | URL, path: string): IntegrityCheck {
  const thread = new Worker(entry, { workerData: path });
  const problems = new Promise<string[]>((resolve, reject) => {
    thread.once('message', (message) => resolve(z.array(z.string()).parse(message)));
    thread.once('error', reject);
  });
  return {
    problems,
    stop: async () => {
      await thread.terminate();
    },
  };
}
