import { create } from 'zustand';
import type { FlowDetail, FlowSummary } from '../../shared/domain/flow.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { text } from '../text.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { openRun } from './route.ts';
import { reportError, showToast } from './toasts.ts';

interface FlowsStore {
  list: Loadable<FlowSummary[]>;
  details: Record<string, Loadable<FlowDetail>>;
}

const createInitialState = (): FlowsStore => ({ list: loading, details: {} });

export const useFlowsStore = create<FlowsStore>()(createInitialState);

export const selectFlows = (state: FlowsStore) => state.list;
export const selectLiveCount = (state: FlowsStore) =>
  (loadedValue(state.list) ?? []).filter((flow) => flow.status !== 'cancelled').length;

export function selectFlowDetail(flowId: string) {
  return (state: FlowsStore): Loadable<FlowDetail> => state.details[flowId] ?? loading;
}

export async function loadFlows(): Promise<void> {
  if (useFlowsStore.getState().list.status === 'error') useFlowsStore.setState({ list: loading });
  try {
    useFlowsStore.setState({ list: ready(await client.flows.list()) });
  } catch (error) {
    useFlowsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
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

const refreshList = coalesce(loadFlows, 120);
const refreshDetail = coalesce(loadFlow, 120);

/** A flow or one of its runs changed: read again what is shown of it. */
export function refreshFlow(flowId: string): void {
  refreshList();
  if (useFlowsStore.getState().details[flowId]) refreshDetail(flowId);
}

function receiveSummary(summary: FlowSummary): void {
  useFlowsStore.setState((state) => ({
    list:
      state.list.status === 'ready'
        ? ready(state.list.value.map((flow) => (flow.id === summary.id ? summary : flow)))
        : state.list,
  }));
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
export const cancelFlow = (flowId: string) => change(() => client.flows.cancel({ flowId }));

export async function runFlow(flowId: string, name: string): Promise<void> {
  try {
    const { runId } = await client.flows.run({ flowId });
    showToast({ title: text.flows.started(name), action: { label: text.flows.openRun, run: () => openRun(runId) } });
    refreshFlow(flowId);
  } catch (error) {
    reportError(error);
  }
}
