import { Diff } from 'lucide-react';
import { useCallback } from 'react';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { replaceRoute } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { RunRow } from '../runs/run-row.tsx';

const offered = 100;

/** The other runs of the same flow, to choose one from. */
export function ChooseOther({ runId }: { runId: string }) {
  const load = useCallback(async () => {
    const { run } = await client.runs.get({ runId });
    const runs = await client.runs.list({ flowId: run.flowId, limit: offered });
    return { run, others: runs.filter(({ id }) => id !== runId) };
  }, [runId]);
  const { state, reload } = useLoaded(load, runId);
  if (state.status === 'loading') return <SkeletonRows rows={8} />;
  if (state.status === 'error')
    return <ErrorNotice what={text.compare.loadError} error={state.error} onRetry={reload} />;
  const { run, others } = state.value;
  if (others.length === 0) return <EmptyState icon={<Diff aria-hidden size={22} />} title={text.compare.none} />;
  return (
    <Card className="mx-auto max-w-200 overflow-hidden py-2">
      <h2 className="px-5 pt-1.5 font-semibold text-ui">{text.compare.choose}</h2>
      <p className="px-5 pb-1.5 text-ink-3 text-s">{run.flowName}</p>
      <ul aria-label={text.compare.choose}>
        {others.map((other) => (
          <li key={other.id} className="lazy-row">
            <RunRow
              run={other}
              showFlow={false}
              onOpen={() => replaceRoute({ page: 'compare', runId, otherId: other.id })}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
