import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

interface LightButtonProps {
  label: string;
  /** When the pointer rests on it; the label when left out. */
  hint?: string;
  icon: ReactNode;
  onClick: () => void;
  className?: string;
}

/** A small button of an icon, for rows and messages of which there are thousands: the browser's own tooltip, which costs nothing to draw. */
export function LightButton({
  label,
  hint = label,
  icon,
  onClick,
  className = 'text-ink-2 active:scale-[0.94]',
}: LightButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={hint}
      onClick={onClick}
      className={cx(
        'flex size-7 shrink-0 items-center justify-center rounded-s transition hover:bg-hover hover:text-ink active:bg-press',
        className,
      )}
    >
      {icon}
    </button>
  );
}
