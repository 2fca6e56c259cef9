import type { runChannels } from '../../../shared/ipc/contract/runs.ts';
import type { App } from '../../app.ts';
import { runDetailOf, runSummaries, runSummaryOf } from '../../flows/run-views.ts';
import { countRuns } from '../../store/tables/runs.ts';
import type { HandlersOf } from '../channel.ts';

export function runHandlers({ db, engine }: App): HandlersOf<typeof runChannels> {
  return {
    'runs:list': (page) => runSummaries(db, page),
    'runs:count': ({ group }) => ({ count: countRuns(db, group) }),
    'runs:get': ({ runId }) => {
      const { events: _, ...shown } = runDetailOf(db, runId);
      return shown;
    },
    'runs:cancel': async ({ runId }) => {
      await engine.cancel(runId, 'Cancelled by you.');
      return runSummaryOf(db, runId);
    },
  };
}
