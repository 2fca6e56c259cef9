import type { ReactNode } from 'react';
import { Tooltip } from '../../components/tooltip.tsx';
import { useNarrow } from '../../hooks/use-narrow.ts';
import { cx } from '../../lib/cx.ts';

interface NavItemProps {
  icon: ReactNode;
  label: string;
  active: boolean;
  count?: number;
  /** Beyond this many a plus says it. */
  most?: number;
  /** The count asks for something; these words follow it. */
  hot?: string;
  onSelect: () => void;
}

export function NavItem({
  icon,
  label,
  active,
  count = 0,
  most = Number.MAX_SAFE_INTEGER,
  hot,
  onSelect,
}: NavItemProps) {
  const shown = count > most ? `${most}+` : String(count);
  return (
    <Tooltip content={label} side="right" disabled={!useNarrow()}>
      <button
        type="button"
        aria-current={active ? 'page' : undefined}
        onClick={onSelect}
        className={cx(
          'relative flex h-8 shrink-0 items-center gap-2.5 rounded-s px-2 text-body transition max-wide:justify-center',
          active
            ? 'bg-card font-[550] text-ink shadow-card'
            : 'text-ink-2 hover:bg-hover hover:text-ink active:bg-press',
        )}
      >
        <span className={cx('shrink-0', active && 'text-accent')}>{icon}</span>
        <span className="max-wide:sr-only">{label}</span>
        {count > 0 && (
          <span
            className={cx(
              'ml-auto text-xs tabular-nums max-wide:sr-only',
              hot ? 'rounded-full bg-warn-bg px-[7px] font-semibold text-warn' : 'text-ink-3',
            )}
          >
            {shown}
            {hot && <span className="sr-only"> {hot}</span>}
          </span>
        )}
        {hot && count > 0 && (
          <span aria-hidden className="absolute top-1 right-1.5 size-1.5 rounded-full bg-warn wide:hidden" />
        )}
      </button>
    </Tooltip>
  );
}
