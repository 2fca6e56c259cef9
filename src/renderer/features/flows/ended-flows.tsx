import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { FlowSummary } from '../../../shared/domain/flow.ts';
import { cx } from '../../lib/cx.ts';
import { openFlow } from '../../stores/route.ts';
import { text } from '../../text.ts';

interface EndedFlowsProps {
  flows: FlowSummary[];
  /** Open at once, because the user searches. */
  open: boolean;
}

/** Cancelled flows, out of the way: their runs stay readable. */
export function EndedFlows({ flows, open: forced }: EndedFlowsProps) {
  const [opened, setOpened] = useState(false);
  const open = opened || forced;
  return (
    <section className="mt-5">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpened(!open)}
        className="flex items-center gap-1.5 rounded-s px-1.5 py-1 text-ink-3 text-s transition hover:text-ink"
      >
        <ChevronRight aria-hidden size={14} className={cx('transition', open && 'rotate-90')} />
        {text.flows.ended(flows.length)}
      </button>
      {open && (
        <ul className="mt-1 animate-appear divide-y rounded-l border">
          {flows.map((flow) => (
            <li key={flow.id} data-testid="flow-row" aria-label={flow.name} className="lazy-row">
              <button
                type="button"
                onClick={() => openFlow(flow.id)}
                className="flex w-full items-baseline gap-3 px-5 py-2.5 text-left text-ink-2 transition hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 truncate font-[550]">{flow.name}</span>
                <span className="min-w-0 grow truncate text-right text-ink-3 text-s">{flow.schedule?.words}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
