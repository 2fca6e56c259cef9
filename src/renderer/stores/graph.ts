/** The graphs of flows, and the ways runs took through them. */
import { create } from 'zustand';
import type { FlowGraph, RunPath } from '../../shared/domain/flow-graph.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { type Loadable, loading, orError, ready } from './loadable.ts';
import { openFlow } from './route.ts';

const keptPaths = 8;

/** Which run a flow's graph shows: the latest one, none, or one by its id. */
export type ShownRunChoice = 'latest' | 'none' | (string & {});

interface GraphStore {
  /** A version of a flow never changes: what was read once holds. */
  graphs: Record<string, Loadable<FlowGraph>>;
  paths: Record<string, Loadable<RunPath>>;
  chosen: Record<string, ShownRunChoice>;
}

const createInitialState = (): GraphStore => ({ graphs: {}, paths: {}, chosen: {} });

export const useGraphStore = create<GraphStore>()(createInitialState);

const graphKey = (flowId: string, version: number) => `${flowId} ${version}`;

export function selectGraph(flowId: string, version: number) {
  return (state: GraphStore): Loadable<FlowGraph> => state.graphs[graphKey(flowId, version)] ?? loading;
}

export function selectPath(runId: string | null) {
  return (state: GraphStore): Loadable<RunPath> | null => (runId === null ? null : (state.paths[runId] ?? loading));
}

export function selectChosenRun(flowId: string) {
  return (state: GraphStore): ShownRunChoice => state.chosen[flowId] ?? 'latest';
}

export async function loadGraph(flowId: string, version: number): Promise<void> {
  const key = graphKey(flowId, version);
  const put = (graph: Loadable<FlowGraph>) =>
    useGraphStore.setState(({ graphs }) => ({ graphs: { ...graphs, [key]: graph } }));
  const known = useGraphStore.getState().graphs[key];
  if (known?.status === 'ready') return;
  if (known?.status === 'error') put(loading);
  try {
    put(ready(await client.flows.graph({ flowId, version })));
  } catch (error) {
    put({ status: 'error', error: asMajordomoError(error) });
  }
}

function setPath(runId: string, path: (previous: Loadable<RunPath> | undefined) => Loadable<RunPath>): void {
  useGraphStore.setState(({ paths }) => {
    const others = Object.entries(paths).filter(([id]) => id !== runId);
    return { paths: { ...Object.fromEntries(others.slice(-(keptPaths - 1))), [runId]: path(paths[runId]) } };
  });
}

export async function loadPath(runId: string): Promise<void> {
  if (useGraphStore.getState().paths[runId]?.status === 'error') setPath(runId, () => loading);
  try {
    const path = await client.runs.path({ runId });
    setPath(runId, () => ready(path));
  } catch (error) {
    setPath(runId, (previous) => orError(previous, asMajordomoError(error)));
  }
}

const refresh = coalesce(loadPath, 120);

/** A run changed: its way is read again where it is shown. */
export function refreshPath(runId: string): void {
  if (useGraphStore.getState().paths[runId]) refresh(runId);
}

export function chooseRun(flowId: string, choice: ShownRunChoice): void {
  useGraphStore.setState(({ chosen }) => ({ chosen: { ...chosen, [flowId]: choice } }));
}

/** The flow's graph with the way of this run. */
export function showRunInGraph(flowId: string, runId: string): void {
  chooseRun(flowId, runId);
  openFlow(flowId, 'graph');
}
