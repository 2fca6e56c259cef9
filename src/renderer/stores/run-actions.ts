/** What can be done with a run; whatever it makes is opened. */
import { create } from 'zustand';
import type { ShownRun } from '../../shared/domain/run.ts';
import { client } from '../ipc-client.ts';
import { copyText } from '../lib/copy-text.ts';
import { runAsText } from '../lib/run-text.ts';
import { text } from '../text.ts';
import { refreshFlow } from './flows.ts';
import { navigate, openRun } from './route.ts';
import { refreshRun } from './runs.ts';
import { reportError, showToast } from './toasts.ts';

interface RunActionsStore {
  /** The run that the user is asked about before it is cancelled. */
  cancelling: string | null;
  /** The run whose changes of files are to be undone, until its page has taken that up. */
  undoing: string | null;
}

export const useRunActionsStore = create<RunActionsStore>()(() => ({ cancelling: null, undoing: null }));

export const selectCancelling = (state: RunActionsStore) => state.cancelling;

export const selectUndoing = (state: RunActionsStore) => state.undoing;

/** The run's page does it: what was changed since is asked about there. Null once it has begun. */
export const undoFilesOf = (runId: string | null) => useRunActionsStore.setState({ undoing: runId });

export const askToCancel = (runId: string | null) => useRunActionsStore.setState({ cancelling: runId });

async function begin(start: () => Promise<{ runId: string }>): Promise<void> {
  try {
    const { runId } = await start();
    refreshRun(runId);
    openRun(runId);
  } catch (error) {
    reportError(error);
  }
}

export const resumeRun = (runId: string) => begin(() => client.runs.resume({ runId }));
export const forkRun = (runId: string, seq: number) => begin(() => client.runs.fork({ runId, seq }));

export async function runAgain(runId: string, flowId: string): Promise<void> {
  await begin(() => client.runs.again({ runId }));
  refreshFlow(flowId);
}

export async function copyRun(detail: ShownRun): Promise<void> {
  await copyText(runAsText(detail));
  showToast({ title: text.runActions.copied });
}

/** Beside the run of the same flow before it, if there is one. */
export async function compareWithBefore({ id, flowId, startedAtMs }: ShownRun['run']): Promise<void> {
  try {
    const [before] = await client.runs.list({ flowId, after: { startedAtMs, id }, limit: 1 });
    if (before) navigate({ page: 'compare', runId: before.id, otherId: id });
    else showToast({ title: text.runActions.why.first });
  } catch (error) {
    reportError(error);
  }
}
