import type { runChannels } from '../../../shared/ipc/contract/runs.ts';
import type { App } from '../../app.ts';
import { runPathOf, runStepOf, runSummaries, runSummaryOf, shownRunOf } from '../../flows/run-views.ts';
import { countRuns } from '../../store/tables/runs.ts';
import type { HandlersOf } from '../channel.ts';

export function runHandlers({ db, engine }: App): HandlersOf<typeof runChannels> {
  return {
    'runs:list': (page) => runSummaries(db, page),
    'runs:count': ({ group }) => ({ count: countRuns(db, group) }),
    'runs:get': ({ runId }) => shownRunOf(db, runId),
    'runs:step': ({ runId, seq }) => runStepOf(db, runId, seq),
    'runs:path': ({ runId }) => runPathOf(db, runId),
    'runs:cancel': async ({ runId }) => {
      await engine.cancel(runId, 'Cancelled by you.');
      return runSummaryOf(db, runId);
    },
  };
}
