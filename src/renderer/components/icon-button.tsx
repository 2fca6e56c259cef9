import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label'> {
  /** The accessible name, and the tooltip. */
  label: string;
  icon: ReactNode;
  /** Shorter words for the tooltip where the name repeats its surroundings. */
  hint?: string;
  /** Keeps the focus when a press makes it disabled. */
  focusableWhenDisabled?: boolean;
  className?: string;
}

export function IconButton({ label, hint, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={hint ?? label}>
      <BaseButton
        {...rest}
        aria-label={label}
        className={cx(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-s text-ink-2 transition',
          'hover:bg-hover hover:text-ink active:scale-[0.94] active:bg-press data-popup-open:bg-hover data-popup-open:text-ink',
          'data-disabled:pointer-events-none data-disabled:opacity-40',
          className,
        )}
      >
        {icon}
      </BaseButton>
    </Tooltip>
  );
}
