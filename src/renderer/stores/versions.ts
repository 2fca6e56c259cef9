/** The versions of the flow that is looked at, and the difference of two of them. */
import { create } from 'zustand';
import type { FlowVersionSummary, VersionDifference } from '../../shared/domain/flow-change.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { type Loadable, loading, orError, ready } from './loadable.ts';

interface VersionsStore {
  flowId: string | null;
  list: Loadable<FlowVersionSummary[]>;
  differences: Record<string, Loadable<VersionDifference>>;
}

const createInitialState = (): VersionsStore => ({ flowId: null, list: loading, differences: {} });

export const useVersionsStore = create<VersionsStore>()(createInitialState);

export const selectVersions = (state: VersionsStore) => state.list;

export function selectDifference(from: number, to: number) {
  return (state: VersionsStore): Loadable<VersionDifference> => state.differences[keyOf(from, to)] ?? loading;
}

const keyOf = (from: number, to: number) => `${from}..${to}`;
const isShown = (flowId: string) => useVersionsStore.getState().flowId === flowId;

export async function loadVersions(flowId: string): Promise<void> {
  if (!isShown(flowId)) useVersionsStore.setState({ ...createInitialState(), flowId });
  try {
    const list = await client.flowChanges.versions({ flowId });
    if (isShown(flowId)) useVersionsStore.setState({ list: ready(list) });
  } catch (error) {
    if (isShown(flowId)) useVersionsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
}

/** Versions never change: a difference is read once. */
export async function loadDifference(flowId: string, from: number, to: number): Promise<void> {
  const key = keyOf(from, to);
  if (isShown(flowId) && useVersionsStore.getState().differences[key]?.status === 'ready') return;
  const put = (difference: Loadable<VersionDifference>) => {
    if (isShown(flowId))
      useVersionsStore.setState(({ differences }) => ({ differences: { ...differences, [key]: difference } }));
  };
  try {
    put(ready(await client.flowChanges.difference({ flowId, from, to })));
  } catch (error) {
    put({ status: 'error', error: asMajordomoError(error) });
  }
}
