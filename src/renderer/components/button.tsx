import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { Spinner } from './spinner.tsx';

type Variant = 'primary' | 'plain' | 'quiet' | 'link' | 'danger';

const variants: Record<Variant, string> = {
  primary: 'bg-accent border-transparent text-on-accent hover:bg-accent-2',
  plain: 'bg-card border-line text-ink hover:border-line-2 hover:bg-raised',
  quiet: 'bg-transparent border-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-press',
  link: 'bg-transparent border-transparent text-accent hover:bg-accent-bg active:bg-press',
  danger: 'bg-bad border-transparent text-on-accent hover:bg-bad-2',
};

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  variant?: Variant;
  icon?: ReactNode;
  /** Shows a spinner in the icon's place and ignores presses. */
  busy?: boolean;
  className?: string;
}

export function Button({ variant = 'plain', icon, busy = false, disabled, children, className, ...rest }: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex h-8 shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-[8px] border px-3 font-[550] text-ui transition',
        'active:scale-[0.98] data-disabled:pointer-events-none data-disabled:opacity-60',
        variants[variant],
        className,
      )}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </BaseButton>
  );
}
