import type { workerChannels } from '../../../shared/ipc/contract/workers.ts';
import type { App } from '../../app.ts';
import { workerDetailOf, workerList } from '../../flows/worker-views.ts';
import type { HandlersOf } from '../channel.ts';

export function workerHandlers({ db }: App): HandlersOf<typeof workerChannels> {
  return {
    'workers:list': () => workerList(db),
    'workers:get': ({ workerId }) => workerDetailOf(db, workerId),
  };
}
