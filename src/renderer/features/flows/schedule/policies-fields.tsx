import { TextField } from '../../../components/field.tsx';
import { Problem } from '../../../components/problem.tsx';
import { SelectField } from '../../../components/select.tsx';
import { cx } from '../../../lib/cx.ts';
import type { PoliciesForm } from '../../../lib/schedule/policies-form.ts';
import type { Problems } from '../../../lib/schedule/schedule-form.ts';
import { text } from '../../../text.ts';

interface PoliciesFieldsProps {
  form: PoliciesForm;
  problems: Problems;
  onChange: (form: PoliciesForm) => void;
}

const words = text.schedule;
const misfires = (['latest', 'all', 'skip'] as const).map((value) => ({ value, label: words.misfires[value] }));
const overlaps = (['skip', 'queue', 'cancel', 'allow'] as const).map((value) => ({
  value,
  label: words.overlaps[value],
}));

/** What becomes of a firing that was missed, that comes too early for the run before, or that fails. */
export function PoliciesFields({ form, problems, onChange }: PoliciesFieldsProps) {
  const field = (name: 'windowHours' | 'cap' | 'retries' | 'pauseAfter') => ({
    value: form[name],
    inputMode: 'numeric' as const,
    onChange: (event: { target: { value: string } }) => onChange({ ...form, [name]: event.target.value }),
    below: <Problem words={problems[name]} />,
  });
  return (
    <div className="grid gap-3 wider:grid-cols-2">
      <SelectField
        label={words.misfire}
        value={form.misfire}
        options={misfires}
        onChange={(misfire) => onChange({ ...form, misfire })}
      />
      {form.misfire === 'skip' ? (
        <span className="max-wider:hidden" />
      ) : (
        <div className={cx('grid gap-3', form.misfire === 'all' && 'grid-cols-2')}>
          <TextField label={words.windowHours} {...field('windowHours')} />
          {form.misfire === 'all' && <TextField label={words.cap} {...field('cap')} />}
        </div>
      )}
      <SelectField
        label={words.overlap}
        value={form.overlap}
        options={overlaps}
        onChange={(overlap) => onChange({ ...form, overlap })}
      />
      <TextField label={words.retries} {...field('retries')} />
      <TextField label={words.pauseAfter} placeholder={words.pauseAfterHint} {...field('pauseAfter')} />
    </div>
  );
}
