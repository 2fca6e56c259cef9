import type { runChannels } from '../../../shared/ipc/contract/runs.ts';
import type { App } from '../../app.ts';
import { runDetailOf, runSummaries, runSummaryOf } from '../../flows/run-views.ts';
import type { HandlersOf } from '../channel.ts';

export function runHandlers({ db, engine }: App): HandlersOf<typeof runChannels> {
  return {
    'runs:list': ({ flowId, limit, beforeMs }) =>
      runSummaries(db, {
        limit,
        ...(flowId === undefined ? {} : { flowId }),
        ...(beforeMs === undefined ? {} : { beforeMs }),
      }),
    'runs:get': ({ runId }) => runDetailOf(db, runId),
    'runs:cancel': async ({ runId }) => {
      await engine.cancel(runId, 'Cancelled by you.');
      return runSummaryOf(db, runId);
    },
  };
}
