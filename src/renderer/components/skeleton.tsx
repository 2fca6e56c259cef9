import { cx } from '../lib/cx.ts';
import { text } from '../text.ts';

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-breathe rounded-s bg-press', className)} />;
}

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows = 5, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label={text.common.loading} className={cx('late flex flex-col gap-4', className)}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className="flex items-center gap-4">
          <Skeleton className="size-2 rounded-full" />
          <Skeleton className={cx('h-4', row % 3 === 0 ? 'w-56' : row % 3 === 1 ? 'w-40' : 'w-64')} />
          <span className="grow" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </div>
  );
}
