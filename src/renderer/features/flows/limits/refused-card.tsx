import type { FlowLimits } from '../../../../shared/domain/flow-limits.ts';
import { Card } from '../../../components/card.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { openRun } from '../../../stores/route.ts';
import { text } from '../../../text.ts';

const words = text.limits;

export function RefusedCard({ refused }: { refused: FlowLimits['refused'] }) {
  return (
    <Card aria-label={words.refused} className="px-5 py-4">
      <h2 className="font-semibold text-ui">{words.refused}</h2>
      {refused.length === 0 && <p className="mt-0.5 text-body text-ink-2">{words.noneRefused}</p>}
      <ul className="mt-1 divide-y">
        {refused.map(({ worker, tool, reason, runId, atMs }) => (
          <li key={`${runId} ${tool} ${atMs}`} className="py-2 text-body">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <code className="font-mono text-s">{tool}</code>
              <span className="text-ink-2">{worker}</span>
              <span className="text-ink-3 text-s">
                <RelativeTime atMs={atMs} />
              </span>
              <span className="grow" />
              <button
                type="button"
                onClick={() => openRun(runId)}
                className="rounded-s text-accent text-s hover:underline"
              >
                {words.openRun}
              </button>
            </div>
            <p className="text-ink-2 [overflow-wrap:anywhere]">{reason}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
