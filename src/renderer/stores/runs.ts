import { create } from 'zustand';
import type { RunDetail, RunSummary } from '../../shared/domain/run.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { reportError } from './toasts.ts';

const pageSize = 50;
const keptDetails = 8;

interface RunsStore {
  list: Loadable<RunSummary[]>;
  /** Whether older runs may exist beyond the list. */
  more: boolean;
  details: Record<string, Loadable<RunDetail>>;
}

const createInitialState = (): RunsStore => ({ list: loading, more: false, details: {} });

export const useRunsStore = create<RunsStore>()(createInitialState);

export const selectRuns = (state: RunsStore) => state.list;
export const selectMore = (state: RunsStore) => state.more;

export function selectRunDetail(runId: string | null) {
  return (state: RunsStore): Loadable<RunDetail> => (runId ? (state.details[runId] ?? loading) : loading);
}

/** Reads as many as are shown already, so that a refresh does not fold the list up. */
export async function loadRuns(): Promise<void> {
  if (useRunsStore.getState().list.status === 'error') useRunsStore.setState({ list: loading });
  try {
    const shown = loadedValue(useRunsStore.getState().list) ?? [];
    const limit = Math.min(200, Math.max(pageSize, shown.length));
    const runs = await client.runs.list({ limit });
    const oldest = runs.at(-1)?.startedAtMs ?? Number.POSITIVE_INFINITY;
    const beyond = runs.length < limit ? [] : shown.filter((run) => run.startedAtMs < oldest);
    useRunsStore.setState({ list: ready([...runs, ...beyond]), more: runs.length === limit });
  } catch (error) {
    useRunsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
}

export async function loadOlderRuns(): Promise<void> {
  const shown = loadedValue(useRunsStore.getState().list) ?? [];
  const beforeMs = shown.at(-1)?.startedAtMs;
  if (beforeMs === undefined) return;
  try {
    const older = await client.runs.list({ limit: pageSize, beforeMs });
    const known = new Set(shown.map((run) => run.id));
    const list = [...shown, ...older.filter((run) => !known.has(run.id))];
    useRunsStore.setState({ list: ready(list), more: older.length === pageSize });
  } catch (error) {
    reportError(error);
  }
}

/** Keeps the details of the last few runs only: one may hold whole pages in its steps. */
function setDetail(runId: string, detail: (previous: Loadable<RunDetail> | undefined) => Loadable<RunDetail>): void {
  useRunsStore.setState(({ details }) => {
    const others = Object.entries(details).filter(([id]) => id !== runId);
    const kept = Object.fromEntries(others.slice(-(keptDetails - 1)));
    return { details: { ...kept, [runId]: detail(details[runId]) } };
  });
}

export async function loadRun(runId: string): Promise<void> {
  if (useRunsStore.getState().details[runId]?.status === 'error') setDetail(runId, () => loading);
  try {
    const run = await client.runs.get({ runId });
    setDetail(runId, () => ready(run));
  } catch (error) {
    setDetail(runId, (previous) => orError(previous, asMajordomoError(error)));
  }
}

const refreshList = coalesce(loadRuns, 200);
const refreshDetail = coalesce(loadRun, 80);

/** A run changed: read again what is shown of it. */
export function refreshRun(runId: string): void {
  refreshList();
  if (useRunsStore.getState().details[runId]) refreshDetail(runId);
}

export async function cancelRun(runId: string): Promise<void> {
  try {
    await client.runs.cancel({ runId });
    refreshRun(runId);
  } catch (error) {
    reportError(error);
  }
}
