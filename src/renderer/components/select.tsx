import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';

interface SelectFieldProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  disabled?: boolean;
  onChange: (value: T) => void;
  below?: ReactNode;
}

/** One of several, the system's own list: it reads well to every tool. */
export function SelectField<T extends string>({
  label,
  value,
  options,
  disabled,
  onChange,
  below,
}: SelectFieldProps<T>) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-ink-3 text-s">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          disabled={disabled}
          aria-describedby={`${id}-below`}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className="w-full appearance-none truncate rounded-[8px] border bg-well py-1.5 pr-8 pl-2.5 text-body transition hover:border-line-2 focus:border-accent focus:outline-none disabled:opacity-60"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-raised text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={14}
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
        />
      </div>
      <div id={`${id}-below`}>{below}</div>
    </div>
  );
}
