import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/field.tsx';
import { Problem } from '../../../components/problem.tsx';
import { countLimits } from '../../../lib/schedule/limits-form.ts';
import { newPart, type PartForm, type Problems, type ScheduleForm } from '../../../lib/schedule/schedule-form.ts';
import { zoneNames } from '../../../lib/schedule/zoned-time.ts';
import { text } from '../../../text.ts';
import { LimitsFields } from './limits-fields.tsx';
import { PartFields } from './part-fields.tsx';

interface ScheduleFieldsProps {
  form: ScheduleForm;
  problems: Problems;
  onChange: (form: ScheduleForm) => void;
}

const mostParts = 20;

/** The same schedule as fields: its recurrences, its zone, its limits. */
export function ScheduleFields({ form, problems, onChange }: ScheduleFieldsProps) {
  const zones = useId();
  const [limitsOpen, setLimitsOpen] = useState(() => countLimits(form.limits) > 0);
  const { parts, timezone, limits } = form;
  const setPart = (index: number, part: PartForm) => onChange({ ...form, parts: parts.with(index, part) });
  const add = () => onChange({ ...form, parts: [...parts, newPart(timezone, Date.now())] });
  return (
    <fieldset className="mt-2 border-t pt-3.5">
      <legend className="sr-only">{text.schedule.fields}</legend>
      <div className="flex flex-col gap-3">
        {parts.map((part, index) => (
          <PartFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a recurrence's place is its identity
            key={index}
            part={part}
            number={index + 1}
            alone={parts.length === 1}
            problems={problems}
            onChange={(changed) => setPart(index, changed)}
            onRemove={() => onChange({ ...form, parts: parts.toSpliced(index, 1) })}
          />
        ))}
        {parts.length < mostParts && (
          <Button variant="link" className="-ml-2 self-start" icon={<Plus aria-hidden size={14} />} onClick={add}>
            {parts.length === 0 ? text.schedule.addFirst : text.schedule.addPart}
          </Button>
        )}
      </div>
      {parts.length > 0 && (
        <div className="mt-3 grid gap-3 border-t pt-3.5">
          <div className="max-w-72">
            <TextField
              label={text.schedule.timezone}
              list={zones}
              value={timezone}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => onChange({ ...form, timezone: event.target.value })}
              below={<Problem words={problems.timezone} />}
            />
            <datalist id={zones}>
              {zoneNames().map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </div>
          <details open={limitsOpen} onToggle={(event) => setLimitsOpen(event.currentTarget.open)}>
            <summary className="w-fit cursor-pointer select-none rounded-s text-body">
              {text.schedule.limits}
              <span className="ml-2 text-ink-3 text-s">{text.schedule.limitsSet(countLimits(limits))}</span>
            </summary>
            <LimitsFields
              form={limits}
              problems={problems}
              onChange={(changed) => onChange({ ...form, limits: changed })}
            />
          </details>
        </div>
      )}
    </fieldset>
  );
}
