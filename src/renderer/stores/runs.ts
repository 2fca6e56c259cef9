import { create } from 'zustand';
import type { RunSummary, ShownRun } from '../../shared/domain/run.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { reportError } from './toasts.ts';

const pageSize = 200;
const keptDetails = 8;

export type RunGroup = 'all' | 'failed' | 'open';

interface RunsStore {
  /** What the list shows of all runs. */
  group: RunGroup;
  list: Loadable<RunSummary[]>;
  /** How many there are in all; null until counted. */
  count: number | null;
  /** Whether older runs may exist beyond the list. */
  more: boolean;
  details: Record<string, Loadable<ShownRun>>;
}

const createInitialState = (): RunsStore => ({ group: 'all', list: loading, count: null, more: false, details: {} });

export const useRunsStore = create<RunsStore>()(createInitialState);

export const selectRuns = (state: RunsStore) => state.list;
export const selectRunGroup = (state: RunsStore) => state.group;
export const selectRunCount = (state: RunsStore) => state.count;

export function selectRunDetail(runId: string | null) {
  return (state: RunsStore): Loadable<ShownRun> => (runId ? (state.details[runId] ?? loading) : loading);
}

export function showRuns(group: RunGroup): void {
  if (group === useRunsStore.getState().group) return;
  useRunsStore.setState({ group, list: loading, count: null, more: false });
  void loadRuns();
}

function asked(): { group?: 'failed' | 'open' } {
  const { group } = useRunsStore.getState();
  return group === 'all' ? {} : { group };
}

/** The newest page; what was read of older ones stays, so that a refresh does not fold the list up. */
export async function loadRuns(): Promise<void> {
  const { group, list } = useRunsStore.getState();
  if (list.status === 'error') useRunsStore.setState({ list: loading });
  try {
    const [runs, { count }] = await Promise.all([
      client.runs.list({ ...asked(), limit: pageSize }),
      client.runs.count(asked()),
    ]);
    const state = useRunsStore.getState();
    if (state.group !== group) return;
    const oldest = runs.at(-1);
    const shown = loadedValue(state.list) ?? [];
    const beyond = oldest && runs.length === pageSize ? shown.filter((run) => isOlder(run, oldest)) : [];
    const known = new Set(shown.map(({ id }) => id));
    // More than a page came at once: what lies between is not known, so the list begins anew.
    const joins = shown.length === 0 || runs.some(({ id }) => known.has(id));
    useRunsStore.setState({
      list: ready(joins ? [...runs, ...beyond] : runs),
      count,
      more: (joins && beyond.length > 0 && state.more) || (beyond.length === 0 && runs.length === pageSize),
    });
  } catch (error) {
    useRunsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
}

function isOlder(run: RunSummary, than: RunSummary): boolean {
  if (run.startedAtMs !== than.startedAtMs) return run.startedAtMs < than.startedAtMs;
  return run.id < than.id;
}

let readingOlder = false;

export async function loadOlderRuns(): Promise<void> {
  const { list, more, group } = useRunsStore.getState();
  const last = loadedValue(list)?.at(-1);
  if (!last || !more || readingOlder) return;
  readingOlder = true;
  try {
    const after = { startedAtMs: last.startedAtMs, id: last.id };
    const older = await client.runs.list({ ...asked(), after, limit: pageSize });
    const state = useRunsStore.getState();
    const shown = loadedValue(state.list);
    if (state.group !== group || shown?.at(-1)?.id !== last.id) return;
    useRunsStore.setState({ list: ready([...shown, ...older]), more: older.length === pageSize });
  } catch (error) {
    reportError(error);
  } finally {
    readingOlder = false;
  }
}

/** Keeps the details of the last few runs only: one may hold whole pages in its steps. */
function setDetail(runId: string, detail: (previous: Loadable<ShownRun> | undefined) => Loadable<ShownRun>): void {
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

const refreshList = coalesce(loadRuns, 400);
const refreshDetail = coalesce(loadRun, 80);
/** A long run is not read again for each of its steps. */
const refreshLongDetail = coalesce(loadRun, 600);
const longRun = 400;

/** A run changed: read again what is shown of it. */
export function refreshRun(runId: string): void {
  refreshList();
  const detail = useRunsStore.getState().details[runId];
  if (!detail) return;
  if ((loadedValue(detail)?.steps.length ?? 0) > longRun) refreshLongDetail(runId);
  else refreshDetail(runId);
}

export async function cancelRun(runId: string): Promise<void> {
  try {
    await client.runs.cancel({ runId });
    refreshRun(runId);
  } catch (error) {
    reportError(error);
  }
}
