import type { runChannels } from '../../../shared/ipc/contract/runs.ts';
import type { App } from '../../app.ts';
import { changedFileOf, standingChanges } from '../../files/changed-file.ts';
import { undoRun } from '../../files/undo-run.ts';
import { forkRun, resumeRun, runAgain } from '../../flows/run-actions.ts';
import {
  runComparisonOf,
  runPathOf,
  runStepOf,
  runSummaries,
  runSummaryOf,
  shownRunOf,
} from '../../flows/run-views.ts';
import { countRuns } from '../../store/tables/runs.ts';
import type { HandlersOf } from '../channel.ts';

const mostFiles = 1_000;

export function runHandlers(app: App): HandlersOf<typeof runChannels> {
  const { db, engine, fileChanges } = app;
  return {
    'runs:list': (page) => runSummaries(db, page),
    'runs:count': ({ group }) => ({ count: countRuns(db, group) }),
    'runs:get': ({ runId }) => shownRunOf(db, runId),
    'runs:step': ({ runId, seq }) => runStepOf(db, runId, seq),
    'runs:path': ({ runId }) => runPathOf(db, runId),
    'runs:compare': ({ runId, otherId }) => runComparisonOf(db, runId, otherId),
    'runs:resume': async ({ runId }) => ({ runId: (await resumeRun(app, runId)).runId }),
    'runs:fork': async ({ runId, seq }) => ({ runId: (await forkRun(app, runId, seq)).runId }),
    'runs:again': async ({ runId }) => ({ runId: (await runAgain(app, runId, { kind: 'manual' })).runId }),
    'runs:files': async ({ runId }) =>
      standingChanges(await fileChanges.list({ runId, limit: mostFiles })).map(changedFileOf),
    'runs:undo-file': async ({ changeId, force }) => {
      const { id } = await fileChanges.undo(fileChanges.find(changeId), { force });
      return { changeId: id };
    },
    'runs:undo-files': async ({ runId, force }) => {
      const { undoing, refused } = await undoRun(fileChanges, runId, { force });
      return {
        undoing: undoing.map(({ id }) => id),
        refused: refused.map(({ change: { path }, error: { code, message } }) => ({ path, code, message })),
      };
    },
    'runs:cancel': async ({ runId }) => {
      await engine.cancel(runId, 'Cancelled by you.');
      return runSummaryOf(db, runId);
    },
  };
}
