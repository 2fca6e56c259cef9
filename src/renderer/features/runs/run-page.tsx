import { ArrowRight, CircleStop, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RunStatusTag } from '../../components/run-status-tag.tsx';
import { Skeleton, SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { runFlow } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate, openFlow } from '../../stores/route.ts';
import { cancelRun, loadRun, selectRunDetail, useRunsStore } from '../../stores/runs.ts';
import { text } from '../../text.ts';
import { RunBanner } from './run-banner.tsx';
import { RunSide } from './run-side.tsx';
import { RunSteps } from './run-steps.tsx';

export function RunPage({ runId }: { runId: string }) {
  const loadable = useRunsStore(selectRunDetail(runId));
  const [cancelling, setCancelling] = useState(false);
  /** Steps the user opened, and the failed one once the banner pointed at it. */
  const [openSteps, setOpenSteps] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => void loadRun(runId), [runId]);

  const detail = loadedValue(loadable);
  return (
    <>
      <TitleBar
        title={detail?.run.flowName ?? text.runs.title}
        onBack={() => goBack(detail)}
        aside={
          detail && (
            <>
              <RelativeTime
                atMs={detail.run.startedAtMs}
                style="moment"
                className="whitespace-nowrap text-ink-3 text-ui tabular-nums"
              />
              <RunStatusTag status={detail.run.status} />
            </>
          )
        }
        actions={detail && <RunActions detail={detail} onCancel={() => setCancelling(true)} />}
      />
      <div className="min-h-0 grow overflow-y-auto p-6">
        {loadable.status === 'error' && (
          <ErrorNotice what={text.run.loadError} error={loadable.error} onRetry={() => void loadRun(runId)} />
        )}
        {loadable.status === 'loading' && (
          <div className="grid gap-6 wide:grid-cols-[minmax(0,1fr)_280px]">
            <SkeletonRows rows={6} />
            <Skeleton className="h-56 w-full rounded-l" />
          </div>
        )}
        {detail && (
          <div className="grid items-start gap-6 wide:grid-cols-[minmax(0,1fr)_280px] wider:grid-cols-[minmax(0,1fr)_320px]">
            <div className="flex min-w-0 flex-col gap-4">
              <RunBanner detail={detail} onOpenStep={(key) => setOpenSteps(new Set([...openSteps, key]))} />
              <RunSteps detail={detail} open={openSteps} onOpenChange={setOpenSteps} />
            </div>
            <RunSide detail={detail} />
          </div>
        )}
      </div>
      <AlertDialog
        open={cancelling}
        onOpenChange={setCancelling}
        title={text.run.cancelTitle}
        body={text.run.cancelBody}
        keep={text.run.keep}
        confirm={text.run.cancel}
        onConfirm={() => void cancelRun(runId)}
      />
    </>
  );
}

/** Back to where the page was opened from; a window that opened here has no such place. */
function goBack(detail: ShownRun | null): void {
  if (window.history.length > 1) window.history.back();
  else if (detail) openFlow(detail.run.flowId);
  else navigate({ page: 'runs' });
}

function RunActions({ detail, onCancel }: { detail: ShownRun; onCancel: () => void }) {
  const { run } = detail;
  const under = run.endedAtMs === null;
  return (
    <>
      {under ? (
        <Button icon={<CircleStop aria-hidden size={14} />} onClick={onCancel}>
          {text.run.cancel}
        </Button>
      ) : (
        <Button icon={<RotateCw aria-hidden size={13} />} onClick={() => void runFlow(run.flowId, run.flowName)}>
          {text.run.again}
        </Button>
      )}
      <Button variant="quiet" onClick={() => openFlow(run.flowId)}>
        {text.run.openFlow}
        <ArrowRight aria-hidden size={14} />
      </Button>
    </>
  );
}
