import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from '../lib/cx.ts';

const inputClass =
  'w-full rounded-[8px] border bg-well px-2.5 py-1.5 text-body placeholder:text-ink-3 transition hover:border-line-2 focus:border-accent focus:outline-none';

interface FieldProps {
  label: string;
  /** Below the input: a hint, a preview, an error. */
  below?: ReactNode;
}

export function TextField({ label, below, className, ...rest }: FieldProps & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-ink-3 text-s">
        {label}
      </label>
      <input {...rest} id={id} aria-describedby={`${id}-below`} className={cx(inputClass, className)} />
      <div id={`${id}-below`}>{below}</div>
    </div>
  );
}

export function TextAreaField({ label, below, className, ...rest }: FieldProps & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-ink-3 text-s">
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        aria-describedby={`${id}-below`}
        className={cx(inputClass, 'field-sizing-content max-h-60 min-h-16 resize-none', className)}
      />
      <div id={`${id}-below`}>{below}</div>
    </div>
  );
}
