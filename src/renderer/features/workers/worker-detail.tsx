import { ArrowRight, ShieldCheck, ShieldX } from 'lucide-react';
import { useCallback } from 'react';
import type { ToolGrant } from '../../../shared/domain/grant.ts';
import type { WorkerDetail } from '../../../shared/domain/worker.ts';
import { Button } from '../../components/button.tsx';
import { Card, SideCard } from '../../components/card.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { flowTone } from '../../lib/status-tone.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

export function WorkerDetailView({ workerId }: { workerId: string }) {
  const load = useCallback(() => client.workers.get({ workerId }), [workerId]);
  const { state, reload } = useLoaded(load, workerId);
  const worker = loadedValue(state);
  if (state.status === 'error') return <ErrorNotice error={state.error} onRetry={reload} />;
  if (!worker) return <Skeleton className="late h-56 w-full rounded-l" />;
  return (
    <div className="flex animate-appear flex-col gap-4">
      <Card className="px-5 py-4">
        <div className="flex flex-wrap items-center gap-2.5">
          <h2 className="font-[620] text-l">{worker.name}</h2>
          <Tag tone={flowTone[worker.flowStatus]}>{text.flows.status[worker.flowStatus]}</Tag>
          <span className="grow" />
          <Button variant="quiet" onClick={() => openFlow(worker.flowId, 'runs')}>
            {text.workers.openRuns}
            <ArrowRight aria-hidden size={14} />
          </Button>
        </div>
        <p className="mt-2 text-body">
          {worker.may.length === 0 ? text.workers.mayNothing : `${text.workers.may} ${worker.may.join(', ')}. `}
          {worker.may.length > 0 && <span className="text-ink-3">{text.workers.nothingElse}</span>}
        </p>
        <div className="mt-3.5">
          <Facts>
            <Fact name={text.workers.worksIn}>
              <button
                type="button"
                onClick={() => openFlow(worker.flowId)}
                className="rounded-[4px] text-accent hover:underline"
              >
                {worker.flowName}
              </button>
            </Fact>
            <Fact name={text.workers.hired}>
              <RelativeTime atMs={worker.createdAtMs} style="moment" />
            </Fact>
            <Fact name={text.workers.told}>{worker.prompt}</Fact>
          </Facts>
        </div>
      </Card>
      <SideCard title={text.workers.limits}>
        <ul className="divide-y">
          {worker.grants.map((grant) => (
            <li key={grant.tool} className="flex items-baseline gap-3 py-2 first:pt-0 last:pb-0">
              <ShieldCheck aria-hidden size={14} className="shrink-0 self-center text-ok" />
              <code className="shrink-0 text-s">{grant.tool}</code>
              <span className="min-w-0 grow text-right text-ink-2 text-s [overflow-wrap:anywhere]">
                {limitWords(grant)}
              </span>
            </li>
          ))}
        </ul>
      </SideCard>
      <Refused worker={worker} />
    </div>
  );
}

function Refused({ worker }: { worker: WorkerDetail }) {
  return (
    <SideCard title={text.workers.refused}>
      {worker.refused.length === 0 && <p className="text-body text-ink-2">{text.workers.noneRefused}</p>}
      <ul className="divide-y">
        {worker.refused.map((refusal) => (
          <li key={`${refusal.runId} ${refusal.atMs} ${refusal.tool}`} className="flex gap-3 py-2 first:pt-0 last:pb-0">
            <ShieldX aria-hidden size={15} className="mt-0.5 shrink-0 text-warn" />
            <span className="min-w-0 grow text-body [overflow-wrap:anywhere]">{refusal.reason}</span>
            <span className="flex shrink-0 flex-col items-end text-ink-3 text-s">
              <RelativeTime atMs={refusal.atMs} />
              <button type="button" onClick={() => openRun(refusal.runId)} className="text-accent hover:underline">
                {text.workers.openRun}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </SideCard>
  );
}

function limitWords({ limits }: ToolGrant): string {
  const words = Object.entries(limits).flatMap(([, value]) =>
    Array.isArray(value) ? value : value === undefined ? [] : [String(value)],
  );
  return words.length === 0 ? text.workers.noLimits : words.join(', ');
}
