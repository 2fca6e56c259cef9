import { Plus, X } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Problem } from '../../../components/problem.tsx';
import { text } from '../../../text.ts';

interface ManyFieldsProps {
  label: string;
  /** The accessible name of the nth. */
  name: (n: number) => string;
  add: string;
  type: 'time' | 'datetime-local';
  values: readonly string[];
  /** What a new one begins with. */
  fresh: string;
  onChange: (values: string[]) => void;
  problem: string | undefined;
}

const most = 24;

/** Several times of day, or several moments. */
export function ManyFields({ label, name, add, type, values, fresh, onChange, problem }: ManyFieldsProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-ink-3 text-s">{label}</legend>
      <div className="flex flex-wrap items-center gap-2">
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is its identity
          <span key={index} className="flex items-center">
            <input
              type={type}
              aria-label={name(index + 1)}
              value={value}
              onChange={(event) => onChange(values.with(index, event.target.value))}
              className="rounded-[8px] border bg-well px-2 py-[5px] text-body tabular-nums transition hover:border-line-2 focus:border-accent focus:outline-none"
            />
            {values.length > 1 && (
              <IconButton
                label={text.schedule.removeTime(name(index + 1))}
                icon={<X aria-hidden size={14} />}
                onClick={() => onChange(values.toSpliced(index, 1))}
              />
            )}
          </span>
        ))}
        {values.length < most && (
          <Button
            variant="quiet"
            className="h-8 px-2"
            icon={<Plus aria-hidden size={14} />}
            onClick={() => onChange([...values, fresh])}
          >
            {add}
          </Button>
        )}
      </div>
      <Problem words={problem} />
    </fieldset>
  );
}
