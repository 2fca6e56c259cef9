import { create } from 'zustand';
import type { FlowDetail, FlowListItem, FlowSummary } from '../../shared/domain/flow.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { byName } from '../lib/flow-list.ts';
import { text } from '../text.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { openRun } from './route.ts';
import { reportError, showToast } from './toasts.ts';

interface FlowsStore {
  /** Every flow by name, in a few words: there may be thousands. Read when first needed, kept current by events. */
  list: Loadable<FlowListItem[]>;
  /** What a row shows besides, of those that were in sight. */
  summaries: Record<string, FlowSummary>;
  details: Record<string, Loadable<FlowDetail>>;
}

const createInitialState = (): FlowsStore => ({ list: loading, summaries: {}, details: {} });

export const useFlowsStore = create<FlowsStore>()(createInitialState);

export const selectFlows = (state: FlowsStore) => state.list;
export function selectSummary(flowId: string) {
  return (state: FlowsStore): FlowSummary | null => state.summaries[flowId] ?? null;
}

export function selectFlowDetail(flowId: string) {
  return (state: FlowsStore): Loadable<FlowDetail> => state.details[flowId] ?? loading;
}

export async function loadFlows(): Promise<void> {
  if (useFlowsStore.getState().list.status === 'error') useFlowsStore.setState({ list: loading });
  try {
    const flows = await client.flows.list();
    useFlowsStore.setState({ list: ready(flows.sort(byName)) });
  } catch (error) {
    useFlowsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
}

let reading = false;

/** Unless it has been read, or is being read: thousands of flows on every look at a page are what made the look slow. */
export function wantFlows(): void {
  if (reading || useFlowsStore.getState().list.status === 'ready') return;
  reading = true;
  void loadFlows().finally(() => {
    reading = false;
  });
}

const wanted = new Set<string>();
const mostAtOnce = 100;

/** Rows come into sight one after the other; what they lack is read together. */
export function wantSummaries(flowIds: readonly string[]): void {
  const { summaries } = useFlowsStore.getState();
  for (const flowId of flowIds) if (!summaries[flowId]) wanted.add(flowId);
  if (wanted.size > 0) readWanted();
}

const readWanted = coalesce(async () => {
  const flowIds = [...wanted].slice(-mostAtOnce);
  wanted.clear();
  try {
    for (const summary of await client.flows.summaries({ flowIds })) putSummary(summary);
  } catch (error) {
    // The rows stay as they are, without their sparkline; the next look asks again.
    console.error(error);
  }
}, 30);

/** Into the cache and into the list; a flow the list does not know yet makes it read anew. */
function putSummary(summary: FlowSummary): void {
  const { list } = useFlowsStore.getState();
  const known = loadedValue(list);
  useFlowsStore.setState((state) => ({ summaries: { ...state.summaries, [summary.id]: summary } }));
  if (!known) return;
  const index = known.findIndex(({ id }) => id === summary.id);
  const before = known[index];
  if (!before) return void loadFlows();
  const next = summary.schedule?.next[0];
  const item: FlowListItem = {
    ...before,
    name: summary.name,
    task: summary.task,
    status: summary.status,
    lastRun: summary.lastRun,
    runningCount: summary.runningCount,
    scheduleText: summary.schedule?.text ?? null,
    nextAtMs: next === undefined ? null : Date.parse(next),
  };
  if (JSON.stringify(item) === JSON.stringify(before)) return;
  const flows = known.with(index, item);
  useFlowsStore.setState({ list: ready(item.name === before.name ? flows : flows.sort(byName)) });
}

function setDetail(flowId: string, detail: (previous: Loadable<FlowDetail> | undefined) => Loadable<FlowDetail>): void {
  useFlowsStore.setState((state) => ({ details: { ...state.details, [flowId]: detail(state.details[flowId]) } }));
}

export async function loadFlow(flowId: string): Promise<void> {
  if (useFlowsStore.getState().details[flowId]?.status === 'error') setDetail(flowId, () => loading);
  try {
    const flow = await client.flows.get({ flowId });
    setDetail(flowId, () => ready(flow));
  } catch (error) {
    setDetail(flowId, (previous) => orError(previous, asMajordomoError(error)));
  }
}

const refreshDetail = coalesce(loadFlow, 120);
const refreshSummary = coalesce((flowId: string) => {
  wanted.add(flowId);
  readWanted();
}, 120);

/** A flow or one of its runs changed: read again what is shown of it. */
export function refreshFlow(flowId: string): void {
  const { list, summaries, details } = useFlowsStore.getState();
  if (list.status === 'ready' || summaries[flowId]) refreshSummary(flowId);
  if (details[flowId]) refreshDetail(flowId);
}

function receiveSummary(summary: FlowSummary): void {
  putSummary(summary);
  refreshFlow(summary.id);
}

async function change(call: () => Promise<FlowSummary>): Promise<void> {
  try {
    receiveSummary(await call());
  } catch (error) {
    reportError(error);
  }
}

export const pauseFlow = (flowId: string) => change(() => client.flows.pause({ flowId }));
export const resumeFlow = (flowId: string) => change(() => client.flows.resume({ flowId }));

/** At once; the note says how to take it back. */
export async function cancelFlow({ id: flowId, name }: Pick<FlowListItem, 'id' | 'name'>): Promise<void> {
  await change(async () => {
    const cancelled = await client.flows.cancel({ flowId });
    showToast({
      title: text.flows.cancelledNote(name),
      action: { label: text.common.undo, run: () => void change(() => client.flows.undoCancel({ flowId })) },
      undo: true,
    });
    return cancelled;
  });
}

export async function runFlow(flowId: string, name: string): Promise<void> {
  try {
    const { runId } = await client.flows.run({ flowId });
    showToast({ title: text.flows.started(name), action: { label: text.flows.openRun, run: () => openRun(runId) } });
    refreshFlow(flowId);
  } catch (error) {
    reportError(error);
  }
}
