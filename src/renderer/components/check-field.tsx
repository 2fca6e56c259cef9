import { type ReactNode, useId } from 'react';

interface CheckFieldProps {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Yes or no, in a form that is saved as a whole. */
export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex min-h-6 items-start gap-2">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-[3px] size-[15px] shrink-0 accent-accent"
      />
      <label htmlFor={id} className="text-body">
        {label}
        {hint && <span className="ml-1.5 text-ink-3 text-s">{hint}</span>}
      </label>
    </div>
  );
}
