import { CheckField } from '../../../components/check-field.tsx';
import { TextField } from '../../../components/field.tsx';
import { Problem } from '../../../components/problem.tsx';
import { SelectField } from '../../../components/select.tsx';
import type { LimitsForm } from '../../../lib/schedule/limits-form.ts';
import type { Problems } from '../../../lib/schedule/schedule-form.ts';
import { text } from '../../../text.ts';

interface LimitsFieldsProps {
  form: LimitsForm;
  problems: Problems;
  onChange: (form: LimitsForm) => void;
}

const words = text.schedule;
const does = (['postpone', 'skip'] as const).map((value) => ({ value, label: words.quietDoesWhat[value] }));
const usualQuiet = { from: '22:00', to: '07:00', does: 'postpone' } as const;

/** Its first and last moment, how often in all, the hours and days it leaves out. */
export function LimitsFields({ form, problems, onChange }: LimitsFieldsProps) {
  const { quiet } = form;
  const field = (name: 'from' | 'until' | 'times' | 'exceptDates' | 'jitterMinutes') => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...form, [name]: event.target.value }),
  });
  return (
    <div className="mt-3 grid gap-3 wider:grid-cols-2">
      <TextField
        label={words.from}
        type="datetime-local"
        {...field('from')}
        below={<Problem words={problems.from} />}
      />
      <TextField
        label={words.until}
        type="datetime-local"
        {...field('until')}
        below={<Problem words={problems.until} />}
      />
      <TextField
        label={words.times}
        inputMode="numeric"
        placeholder={words.timesHint}
        {...field('times')}
        below={<Problem words={problems.times} />}
      />
      <TextField
        label={words.jitter}
        inputMode="numeric"
        {...field('jitterMinutes')}
        below={<Problem words={problems.jitterMinutes} />}
      />
      <TextField
        label={words.exceptDates}
        placeholder={words.exceptHint}
        {...field('exceptDates')}
        below={<Problem words={problems.exceptDates} />}
      />
      <div className="self-end pb-1.5">
        <CheckField
          label={words.holidays}
          hint={words.holidaysHint}
          checked={form.holidays}
          onChange={(holidays) => onChange({ ...form, holidays })}
        />
      </div>
      <div className="wider:col-span-2">
        <CheckField
          label={words.quiet}
          checked={quiet !== null}
          onChange={(on) => onChange({ ...form, quiet: on ? usualQuiet : null })}
        />
        {quiet && (
          <div className="mt-2 flex flex-wrap gap-3">
            {(['from', 'to'] as const).map((end) => (
              <TextField
                key={end}
                label={end === 'from' ? words.quietFrom : words.quietTo}
                type="time"
                value={quiet[end]}
                onChange={(event) => onChange({ ...form, quiet: { ...quiet, [end]: event.target.value } })}
              />
            ))}
            <SelectField
              label={words.quietDoes}
              value={quiet.does}
              options={does}
              onChange={(chosen) => onChange({ ...form, quiet: { ...quiet, does: chosen } })}
            />
          </div>
        )}
        <Problem words={problems.quiet} />
      </div>
    </div>
  );
}
