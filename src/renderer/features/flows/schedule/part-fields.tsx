import { X } from 'lucide-react';
import { CheckField } from '../../../components/check-field.tsx';
import { Choices } from '../../../components/choices.tsx';
import { TextField } from '../../../components/field.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Problem } from '../../../components/problem.tsx';
import { SelectField } from '../../../components/select.tsx';
import {
  everyUnits,
  type PartForm,
  type PartKind,
  type Problems,
  partKinds,
} from '../../../lib/schedule/schedule-form.ts';
import { text } from '../../../text.ts';
import { ManyFields } from './many-fields.tsx';

interface PartFieldsProps {
  part: PartForm;
  number: number;
  /** The only one: it needs no number. */
  alone: boolean;
  problems: Problems;
  onChange: (part: PartForm) => void;
  onRemove: () => void;
}

const words = text.schedule;
const kinds = partKinds.map((value) => ({ value, label: words.kinds[value] }));
const units = everyUnits.map((value) => ({ value, label: words.units[value] }));
const stepUnits = (['minutes', 'hours'] as const).map((value) => ({ value, label: words.units[value] }));
// From Monday, as most calendars have it.
const weekdays = [1, 2, 3, 4, 5, 6, 0].map((value) => ({
  value,
  label: words.weekdayNames[value] ?? '',
  short: words.weekdayShort[value] ?? '',
}));

/** One recurrence: how it repeats, and when. */
export function PartFields({ part, number, alone, problems, onChange, onRemove }: PartFieldsProps) {
  return (
    <fieldset className="relative rounded-m border bg-well/50 py-3 pr-11 pl-3.5">
      <legend className="sr-only">{words.part(number)}</legend>
      <div className="grid items-start gap-x-4 gap-y-3 wide:grid-cols-[minmax(0,170px)_minmax(0,1fr)]">
        <SelectField
          label={alone ? words.kind : `${words.part(number)}: ${words.kind}`}
          value={part.kind}
          options={kinds}
          onChange={(kind: PartKind) => onChange({ ...part, kind })}
        />
        <KindFields part={part} problem={(field) => problems[`parts.${number - 1}.${field}`]} onChange={onChange} />
      </div>
      <IconButton
        label={words.removePart(number)}
        icon={<X aria-hidden size={15} />}
        onClick={onRemove}
        className="absolute top-2 right-2"
      />
      {part.timezone && <p className="mt-2 text-ink-3 text-s">{words.inZone(part.timezone)}</p>}
    </fieldset>
  );
}

interface KindFieldsProps {
  part: PartForm;
  problem: (field: string) => string | undefined;
  onChange: (part: PartForm) => void;
}

function KindFields({ part, problem, onChange }: KindFieldsProps) {
  const times = (
    <ManyFields
      label={words.at}
      name={words.time}
      add={words.addTime}
      type="time"
      values={part.times}
      fresh="12:00"
      onChange={(changed) => onChange({ ...part, times: changed })}
      problem={problem('times')}
    />
  );
  const minute = (
    <TextField
      label={words.minute}
      inputMode="numeric"
      value={part.minute}
      onChange={(event) => onChange({ ...part, minute: event.target.value })}
      below={<Problem words={problem('minute')} />}
    />
  );
  switch (part.kind) {
    case 'daily':
      return times;
    case 'weekly':
      return (
        <div className="grid gap-3">
          <div>
            <Choices
              label={words.weekdays}
              options={weekdays}
              chosen={part.weekdays}
              onChange={(chosen) => onChange({ ...part, weekdays: chosen })}
            />
            <Problem words={problem('weekdays')} />
          </div>
          {times}
        </div>
      );
    case 'monthly':
      return (
        <div className="grid gap-3">
          <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
            {part.day !== 'L' && (
              <div className="w-24">
                <TextField
                  label={words.day}
                  inputMode="numeric"
                  value={part.day}
                  onChange={(event) => onChange({ ...part, day: event.target.value })}
                />
              </div>
            )}
            <div className="pb-1">
              <CheckField
                label={words.lastDay}
                checked={part.day === 'L'}
                onChange={(last) => onChange({ ...part, day: last ? 'L' : '1' })}
              />
            </div>
          </div>
          <Problem words={problem('day')} />
          {times}
        </div>
      );
    case 'hourly':
      return <div className="max-w-48">{minute}</div>;
    case 'steps':
      return (
        <div className="flex flex-wrap gap-3">
          <div className="w-20">
            <TextField
              label={words.every}
              inputMode="numeric"
              value={part.step}
              onChange={(event) => onChange({ ...part, step: event.target.value })}
            />
          </div>
          <div className="w-28">
            <SelectField
              label={words.unit}
              value={part.stepUnit}
              options={stepUnits}
              onChange={(stepUnit) => onChange({ ...part, stepUnit })}
            />
          </div>
          {part.stepUnit === 'hours' && <div className="w-40">{minute}</div>}
          <div className="w-full">
            <Problem words={problem('step')} />
          </div>
        </div>
      );
    case 'every':
      return (
        <div className="flex flex-wrap gap-3">
          <div className="w-20">
            <TextField
              label={words.every}
              inputMode="numeric"
              value={part.count}
              onChange={(event) => onChange({ ...part, count: event.target.value })}
              below={<Problem words={problem('count')} />}
            />
          </div>
          <div className="w-28">
            <SelectField
              label={words.unit}
              value={part.unit}
              options={units}
              onChange={(unit) => onChange({ ...part, unit })}
            />
          </div>
          <div className="w-52">
            <TextField
              label={words.anchor}
              type="datetime-local"
              value={part.anchor}
              onChange={(event) => onChange({ ...part, anchor: event.target.value })}
              below={<Problem words={problem('anchor')} />}
            />
          </div>
        </div>
      );
    case 'once':
      return (
        <ManyFields
          label={words.at}
          name={words.moment}
          add={words.addMoment}
          type="datetime-local"
          values={part.moments}
          fresh=""
          onChange={(moments) => onChange({ ...part, moments })}
          problem={problem('moments')}
        />
      );
    case 'cron':
      return (
        <TextField
          label={words.cron}
          value={part.cron}
          spellCheck={false}
          className="font-mono"
          onChange={(event) => onChange({ ...part, cron: event.target.value })}
          below={
            <>
              <Problem words={problem('cron')} />
              <p className="mt-1 text-ink-3 text-s">{words.cronHint}</p>
            </>
          }
        />
      );
  }
}
