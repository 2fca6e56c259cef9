import type { ToWorker } from '../../shared/worker-protocol.ts';

/** One tool call for the pool: the protocol's `call` without what the pool adds. */
export type WorkerRequest = Omit<Extract<ToWorker, { type: 'call' }>, 'type' | 'id'>;
