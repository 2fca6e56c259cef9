import { FlaskConical, Pencil } from 'lucide-react';
import type { Plan } from '../../../shared/domain/plan.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { selectDraft, useDraftsStore } from '../../stores/drafts.ts';
import { approvePlan, discardPlan, dryRunPlan, type PlanWork, setEditing } from '../../stores/plans.ts';
import { text } from '../../text.ts';

interface PlanActionsProps {
  plan: Plan;
  work: PlanWork;
  active: boolean;
}

export function PlanActions({ plan, work, active }: PlanActionsProps) {
  const draft = useDraftsStore(selectDraft(plan.conversationId));
  const manual = plan.schedule === null || plan.schedule.kind === 'manual';
  const busy = work.busy !== null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t px-[18px] py-3">
      <Button
        variant="primary"
        data-testid="plan-approve"
        busy={work.busy === 'approve'}
        disabled={busy}
        onClick={() => void approvePlan(plan.id)}
      >
        {manual ? text.plan.approveManual : text.plan.approve}
      </Button>
      <Button
        icon={<FlaskConical aria-hidden size={14} />}
        busy={work.busy === 'dry-run'}
        disabled={busy}
        onClick={() => void dryRunPlan(plan.id)}
      >
        {text.plan.dryRun}
      </Button>
      <Button
        variant="quiet"
        icon={<Pencil aria-hidden size={13} />}
        disabled={busy}
        onClick={() => setEditing(plan.id, true)}
      >
        {text.plan.edit}
      </Button>
      <Button variant="quiet" busy={work.busy === 'discard'} disabled={busy} onClick={() => void discardPlan(plan.id)}>
        {text.plan.discard}
      </Button>
      <span className="grow" />
      {active && draft.trim() === '' && <Kbd>Enter</Kbd>}
    </div>
  );
}
