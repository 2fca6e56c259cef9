import { ArrowLeftRight } from 'lucide-react';
import { useCallback } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { openRun, replaceRoute } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { ChooseOther } from './choose-other.tsx';
import { Comparison } from './comparison.tsx';

/** Two runs of a flow side by side. */
export function ComparePage({ runId, otherId }: { runId: string; otherId: string | null }) {
  return (
    <>
      <TitleBar
        title={text.compare.title}
        onBack={() => (window.history.length > 1 ? window.history.back() : openRun(runId))}
        actions={
          otherId !== null && (
            <Button
              variant="quiet"
              icon={<ArrowLeftRight aria-hidden size={14} />}
              onClick={() => replaceRoute({ page: 'compare', runId: otherId, otherId: runId })}
            >
              {text.compare.swap}
            </Button>
          )
        }
      />
      <div className="min-h-0 grow overflow-y-auto p-6">
        {otherId === null ? <ChooseOther runId={runId} /> : <Compared runId={runId} otherId={otherId} />}
      </div>
    </>
  );
}

function Compared({ runId, otherId }: { runId: string; otherId: string }) {
  const load = useCallback(() => client.runs.compare({ runId, otherId }), [runId, otherId]);
  const { state, reload } = useLoaded(load, `${runId} ${otherId}`);
  if (state.status === 'loading') return <SkeletonRows rows={8} />;
  if (state.status === 'error')
    return <ErrorNotice what={text.compare.loadError} error={state.error} onRetry={reload} />;
  return <Comparison comparison={state.value} />;
}
