import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { type Tone, toneTag } from '../lib/status-tone.ts';

interface TagProps {
  tone?: Tone;
  /** A dot before the words, breathing: something is under way. */
  live?: boolean;
  children: ReactNode;
}

export function Tag({ tone = 'accent', live = false, children }: TagProps) {
  return (
    <span
      className={cx(
        'inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 font-semibold text-xs tabular-nums',
        toneTag[tone],
      )}
    >
      {live && <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-current" />}
      {children}
    </span>
  );
}
