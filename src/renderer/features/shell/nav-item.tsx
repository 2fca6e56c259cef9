import type { ReactNode } from 'react';
import { Tooltip } from '../../components/tooltip.tsx';
import { useNarrow } from '../../hooks/use-narrow.ts';
import { cx } from '../../lib/cx.ts';

interface NavItemProps {
  icon: ReactNode;
  label: string;
  active: boolean;
  count?: number;
  onSelect: () => void;
}

export function NavItem({ icon, label, active, count, onSelect }: NavItemProps) {
  return (
    <Tooltip content={label} side="right" disabled={!useNarrow()}>
      <button
        type="button"
        aria-label={label}
        aria-current={active ? 'page' : undefined}
        onClick={onSelect}
        className={cx(
          'flex h-8 items-center gap-2.5 rounded-s px-2 text-body transition max-wide:justify-center',
          active
            ? 'bg-card font-[550] text-ink shadow-card'
            : 'text-ink-2 hover:bg-hover hover:text-ink active:bg-press',
        )}
      >
        <span className={cx('shrink-0', active && 'text-accent')}>{icon}</span>
        <span className="max-wide:hidden">{label}</span>
        {count !== undefined && count > 0 && (
          <span className="ml-auto text-ink-3 text-xs tabular-nums max-wide:hidden">{count}</span>
        )}
      </button>
    </Tooltip>
  );
}
