import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Plan } from '../../../shared/domain/plan.ts';
import { Button } from '../../components/button.tsx';
import { TextAreaField, TextField } from '../../components/field.tsx';
import { useSchedulePreview } from '../../hooks/use-schedule-preview.ts';
import { type PlanChanges, revisePlan, setEditing } from '../../stores/plans.ts';
import { text } from '../../text.ts';
import { SchedulePreviewView } from './schedule-preview.tsx';

interface PlanEditFormProps {
  plan: Plan;
  busy: boolean;
}

/** Other words, another name or another time make a new version of the plan. */
export function PlanEditForm({ plan, busy }: PlanEditFormProps) {
  const [name, setName] = useState(plan.name);
  const [request, setRequest] = useState(plan.request);
  const [scheduleText, setScheduleText] = useState(plan.scheduleText ?? '');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const changes = changesOf(plan, name.trim(), request.trim(), scheduleText.trim());
  const preview = useSchedulePreview(scheduleText, plan.schedule?.timezone);
  const unclear = preview.status === 'error';
  const savable = Object.keys(changes).length > 0 && name.trim() !== '' && request.trim() !== '' && !unclear;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (savable) void revisePlan(plan, changes);
  };

  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && !busy && setEditing(plan.id, false)}
      className="flex flex-col gap-3.5 border-t px-[18px] py-4"
    >
      <TextField
        ref={first}
        label={text.plan.form.name}
        value={name}
        maxLength={120}
        required
        onChange={(event) => setName(event.target.value)}
      />
      <TextAreaField
        label={text.plan.form.request}
        value={request}
        required
        onChange={(event) => setRequest(event.target.value)}
      />
      <TextField
        label={text.plan.form.schedule}
        value={scheduleText}
        placeholder={text.plan.form.scheduleHint}
        onChange={(event) => setScheduleText(event.target.value)}
        below={<SchedulePreviewView preview={preview} />}
      />
      <div className="flex items-center gap-2 pt-1">
        <Button type="submit" variant="primary" busy={busy} disabled={!savable}>
          {text.plan.form.save}
        </Button>
        <Button variant="quiet" disabled={busy} onClick={() => setEditing(plan.id, false)}>
          {text.plan.form.cancel}
        </Button>
        <span className="grow" />
        <span className="text-ink-3 text-s">{text.plan.form.note}</span>
      </div>
    </form>
  );
}

/** Only what differs; an emptied schedule is no change, for the contract has no way to say "none". */
function changesOf(plan: Plan, name: string, request: string, scheduleText: string): PlanChanges {
  return {
    ...(name && name !== plan.name && { name }),
    ...(request && request !== plan.request && { request }),
    ...(scheduleText && scheduleText !== (plan.scheduleText ?? '') && { scheduleText }),
  };
}
