import { useEffect, useRef, useState } from 'react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RunStatusTag } from '../../components/run-status-tag.tsx';
import { Skeleton, SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate, openFlow } from '../../stores/route.ts';
import { askToCancel, selectCancelling, useRunActionsStore } from '../../stores/run-actions.ts';
import { cancelRun, loadRun, selectRunDetail, useRunsStore } from '../../stores/runs.ts';
import { text } from '../../text.ts';
import { ForkNotice } from './fork-notice.tsx';
import { RunBanner } from './run-banner.tsx';
import { RunPageActions } from './run-page-actions.tsx';
import { RunSide } from './run-side.tsx';
import { RunSteps } from './run-steps.tsx';

export function RunPage({ runId }: { runId: string }) {
  const loadable = useRunsStore(selectRunDetail(runId));
  const cancelling = useRunActionsStore(selectCancelling) === runId;
  /** Steps the user opened, and the failed one once the banner pointed at it. */
  const [openSteps, setOpenSteps] = useState<ReadonlySet<string>>(new Set());
  const [reveal, setReveal] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
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
        actions={detail && <RunPageActions detail={detail} />}
      />
      <div ref={scroller} className="relative min-h-0 grow overflow-y-auto p-6">
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
              <RunBanner
                detail={detail}
                onOpenStep={(key) => {
                  setOpenSteps(new Set([...openSteps, key]));
                  setReveal(key);
                }}
              />
              {detail.forkedFrom && <ForkNotice from={detail.forkedFrom} />}
              <RunSteps
                detail={detail}
                scroller={scroller}
                open={openSteps}
                onOpenChange={setOpenSteps}
                reveal={reveal}
              />
            </div>
            <RunSide detail={detail} />
          </div>
        )}
      </div>
      <AlertDialog
        open={cancelling}
        onOpenChange={(open) => !open && askToCancel(null)}
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
