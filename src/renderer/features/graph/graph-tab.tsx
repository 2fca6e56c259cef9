import { lazy, Suspense, useEffect } from 'react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Card } from '../../components/card.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { loadGraph, loadPath, selectChosenRun, selectGraph, selectPath, useGraphStore } from '../../stores/graph.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { text } from '../../text.ts';
import { RunPicker } from './run-picker.tsx';

// The drawing library is large; nobody else pays for it.
const GraphCanvas = lazy(async () => ({ default: (await import('./graph-canvas.tsx')).GraphCanvas }));

/** The flow as a graph, with the way a run took through it; live while that run is under way. */
export function GraphTab({ flow }: { flow: FlowDetail }) {
  const choice = useGraphStore(selectChosenRun(flow.id));
  const runId = choice === 'latest' ? (flow.lastRun?.id ?? null) : choice === 'none' ? null : choice;
  const path = useGraphStore(selectPath(runId));
  const shownPath = loadedValue(path ?? undefined);
  const version = shownPath?.version ?? flow.runs.find(({ id }) => id === runId)?.version ?? flow.version;
  const graph = useGraphStore(selectGraph(flow.id, version));
  const shown = loadedValue(graph);
  useEffect(() => {
    if (runId !== null) void loadPath(runId);
  }, [runId]);
  useEffect(() => void loadGraph(flow.id, version), [flow.id, version]);

  return (
    <Card
      aria-label={text.graph.label}
      className="relative flex h-[max(440px,calc(100vh-144px))] flex-col overflow-hidden"
    >
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b py-1.5 pr-3 pl-4">
        <RunPicker flow={flow} choice={choice} runId={runId} />
        <span className="min-w-0 grow text-ink-3 text-s">
          {version !== flow.version && text.graph.olderVersion(version, flow.version)}
        </span>
      </header>
      {path?.status === 'error' && runId !== null && (
        <div className="p-4">
          <ErrorNotice what={text.graph.pathError} error={path.error} onRetry={() => void loadPath(runId)} />
        </div>
      )}
      {graph.status === 'error' && (
        <div className="p-4">
          <ErrorNotice
            what={text.graph.loadError}
            error={graph.error}
            onRetry={() => void loadGraph(flow.id, version)}
          />
        </div>
      )}
      <Suspense fallback={<GraphSkeleton />}>
        {shown ? (
          <GraphCanvas key={`${flow.id} ${shown.version}`} graph={shown} path={shownPath} />
        ) : (
          graph.status === 'loading' && <GraphSkeleton />
        )}
      </Suspense>
    </Card>
  );
}

function GraphSkeleton() {
  return (
    <div role="status" aria-label={text.common.loading} className="late flex flex-col items-center gap-8 pt-10">
      <Skeleton className="h-7 w-18 rounded-full" />
      <Skeleton className="h-12 w-59 rounded-m" />
      <Skeleton className="h-12 w-59 rounded-m" />
    </div>
  );
}
