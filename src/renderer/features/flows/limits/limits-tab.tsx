import { useCallback, useEffect } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { useLoaded } from '../../../hooks/use-loaded.ts';
import { client } from '../../../ipc-client.ts';
import { text } from '../../../text.ts';
import { BudgetCard } from './budget-card.tsx';
import { RefusedCard } from './refused-card.tsx';
import { TellingCard } from './telling-card.tsx';
import { WorkerCards } from './worker-cards.tsx';

/** Who works in the flow, within which limits, what it may spend, and what was refused. */
export function LimitsTab({ flow }: { flow: FlowDetail }) {
  const { id } = flow;
  const load = useCallback(() => client.limits.ofFlow({ flowId: id }), [id]);
  const { state, reload } = useLoaded(load, id);
  const latest = `${flow.version} ${flow.lastRun?.id ?? ''} ${flow.lastRun?.status ?? ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run or a new version may have changed them
  useEffect(reload, [latest]);
  if (state.status === 'loading') return <SkeletonRows rows={6} />;
  if (state.status === 'error')
    return <ErrorNotice what={text.limits.loadError} error={state.error} onRetry={reload} />;
  const { budget, agents, refused } = state.value;
  return (
    <div className="flex flex-col gap-4">
      <WorkerCards workers={flow.workers} agents={agents} />
      {flow.status !== 'cancelled' && (
        <BudgetCard
          key={JSON.stringify([id, budget])}
          flowId={id}
          kept={budget}
          asksModel={agents.length > 0}
          onSaved={reload}
        />
      )}
      {flow.status !== 'cancelled' && <TellingCard flow={flow} />}
      <RefusedCard refused={refused} />
    </div>
  );
}
