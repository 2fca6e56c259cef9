import { ArrowRight, CalendarCheck, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { Plan } from '../../../shared/domain/plan.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { ScheduleWords } from '../../components/schedule-words.tsx';
import { Tag } from '../../components/tag.tsx';
import { cx } from '../../lib/cx.ts';
import { closeReport, selectPlanWork, usePlansStore } from '../../stores/plans.ts';
import { openFlow } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { DryRunView } from './dry-run-view.tsx';
import { FlowPulse } from './flow-pulse.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanEditForm } from './plan-edit-form.tsx';
import { PlanLine } from './plan-line.tsx';
import { PlanRows } from './plan-rows.tsx';

interface PlanCardProps {
  plan: Plan;
  /** Whether this is the plan asked about now, which Enter approves. */
  active: boolean;
}

/** Everything the user agrees to, on one card; once approved it folds into the flow it became. */
export function PlanCard({ plan, active }: PlanCardProps) {
  const work = usePlansStore(selectPlanWork(plan.id));
  const [shown, setShown] = useState(false);
  if (plan.status === 'discarded' || plan.status === 'superseded') return <PlanLine plan={plan} />;

  const open = plan.status === 'proposed';
  return (
    <Card
      data-testid="plan-card"
      data-status={plan.status}
      aria-label={text.plan.label(plan.name)}
      className={cx('overflow-hidden transition', open && 'border-line-2/70')}
    >
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-[18px] py-3">
        <h2 className="min-w-0 font-[620] text-title [overflow-wrap:anywhere]">{plan.name}</h2>
        {open ? <Tag>{text.plan.tag.proposed}</Tag> : <Tag tone="ok">{approvedWord(plan)}</Tag>}
        <span className="grow" />
        {open && <TokensTag tokens={plan.budget.tokensPerRun} />}
        {!open && plan.flowId && <OpenFlowButton flowId={plan.flowId} />}
      </header>
      {!open && <ApprovedLine plan={plan} shown={shown} onToggle={() => setShown(!shown)} />}
      {!open && plan.flowId && <FlowPulse flowId={plan.flowId} />}
      <div className="fold" data-folded={!open && !shown}>
        <div inert={!open && !shown}>
          {open && work.editing ? <PlanEditForm plan={plan} busy={work.busy === 'revise'} /> : <PlanRows plan={plan} />}
        </div>
      </div>
      {open && work.report && <DryRunView report={work.report} onClose={() => closeReport(plan.id)} />}
      {open && work.error && (
        <div className="px-[18px] pt-3">
          <ErrorNotice error={work.error} />
        </div>
      )}
      {open && !work.editing && <PlanActions plan={plan} work={work} active={active} />}
    </Card>
  );
}

function approvedWord(plan: Plan): string {
  const scheduled = plan.schedule !== null && plan.schedule.kind !== 'manual';
  return scheduled ? text.plan.tag.approved : text.plan.tag.approvedManual;
}

function TokensTag({ tokens }: { tokens: number | null }) {
  return <Tag tone={tokens === 0 ? 'ok' : 'neutral'}>{text.plan.tokens(tokens)}</Tag>;
}

function OpenFlowButton({ flowId }: { flowId: string }) {
  return (
    <Button variant="link" className="-my-1 -mr-2 h-7" onClick={() => openFlow(flowId)}>
      {text.plan.openFlow}
      <ArrowRight aria-hidden size={14} />
    </Button>
  );
}

interface ApprovedLineProps {
  plan: Plan;
  shown: boolean;
  onToggle: () => void;
}

function ApprovedLine({ plan, shown, onToggle }: ApprovedLineProps) {
  const next = plan.schedule?.next[0];
  return (
    <div className="flex animate-appear items-center gap-2 border-t px-[18px] py-2 text-body text-ink-2">
      <CalendarCheck aria-hidden size={15} className="shrink-0 text-ok" />
      <span className="min-w-0 truncate">
        {plan.schedule ? <ScheduleWords schedule={plan.schedule} /> : text.plan.manual}
        {next && plan.schedule && (
          <span className="text-ink-3">
            {' · '}
            {text.plan.next('')}
            <RelativeTime atMs={Date.parse(next)} style="moment" timeZone={plan.schedule.timezone} />
          </span>
        )}
      </span>
      <span className="grow" />
      <Button variant="quiet" aria-expanded={shown} onClick={onToggle} className="-mr-2 h-7">
        {shown ? text.plan.hide : text.plan.show}
        <ChevronDown aria-hidden size={14} className={cx('transition', shown && 'rotate-180')} />
      </Button>
    </div>
  );
}
