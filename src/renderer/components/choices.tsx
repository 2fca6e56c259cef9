import { cx } from '../lib/cx.ts';

interface ChoicesProps<T extends string | number> {
  label: string;
  options: readonly { value: T; label: string; short?: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Any of a few, all in sight: days of the week, kinds of event. */
export function Choices<T extends string | number>({ label, options, chosen, onChange }: ChoicesProps<T>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-ink-3 text-s">{label}</legend>
      <div className="flex flex-wrap gap-1">
        {options.map(({ value, label: name, short }) => {
          const on = chosen.includes(value);
          return (
            <button
              key={value}
              type="button"
              aria-pressed={on}
              aria-label={short === undefined ? undefined : name}
              onClick={() => onChange(on ? chosen.filter((one) => one !== value) : [...chosen, value])}
              className={cx(
                'h-8 min-w-8 rounded-[8px] border px-2 text-ui transition',
                on
                  ? 'border-accent bg-accent-bg font-[550] text-accent'
                  : 'bg-well text-ink-2 hover:border-line-2 hover:text-ink',
              )}
            >
              {short ?? name}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
