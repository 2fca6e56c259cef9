import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Plan } from '../../../shared/domain/plan.ts';
import { Tag } from '../../components/tag.tsx';
import { cx } from '../../lib/cx.ts';
import { text } from '../../text.ts';
import { PlanRows } from './plan-rows.tsx';

/** A plan that no longer counts: one line, to be opened out of curiosity. */
export function PlanLine({ plan }: { plan: Plan }) {
  const [open, setOpen] = useState(false);
  return (
    <section
      data-testid="plan-card"
      data-status={plan.status}
      aria-label={text.plan.label(plan.name)}
      className="overflow-hidden rounded-m border"
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 px-3 py-2 text-left text-body text-ink-2 transition hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight aria-hidden size={14} className={cx('shrink-0 text-ink-3 transition', open && 'rotate-90')} />
        <span className="min-w-0 truncate">{plan.name}</span>
        <Tag tone="neutral">{plan.status === 'discarded' ? text.plan.tag.discarded : text.plan.tag.superseded}</Tag>
        <span className="min-w-0 grow truncate text-right text-ink-3 text-s">
          {plan.schedule?.words ?? text.plan.manual}
        </span>
      </button>
      {open && (
        <div className="animate-appear opacity-80">
          <PlanRows plan={plan} />
        </div>
      )}
    </section>
  );
}
