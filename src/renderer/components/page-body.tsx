import type { ReactNode, Ref } from 'react';
import { cx } from '../lib/cx.ts';

interface PageBodyProps {
  children: ReactNode;
  /** A column of text and forms instead of the whole width. */
  narrow?: boolean;
  /** There may be nothing in it to focus, so that keys scroll the whole. */
  reading?: boolean;
  ref?: Ref<HTMLDivElement>;
}

/** What scrolls under the title bar. */
export function PageBody({ children, narrow = false, reading = false, ref }: PageBodyProps) {
  return (
    <div
      ref={ref}
      tabIndex={reading ? 0 : undefined}
      className="relative min-h-0 grow overflow-y-auto p-6 focus-visible:-outline-offset-2"
    >
      {narrow ? <div className="mx-auto w-full max-w-180">{children}</div> : children}
    </div>
  );
}

/** A heading within a page. */
export function SectionHeading({ children, className }: { children: ReactNode; className?: string }) {
  return <h2 className={cx('mb-2 px-1 text-ink-3 text-s', className)}>{children}</h2>;
}
