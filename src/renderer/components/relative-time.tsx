import { useNow } from '../hooks/use-now.ts';
import { formatClock, formatExact, formatMoment, formatRelative } from '../lib/format-time.ts';

interface RelativeTimeProps {
  atMs: number;
  timeZone?: string;
  /** `relative`: "in 5 h". `moment`: "tomorrow, 09:00". `clock`: "09:00". */
  style?: keyof typeof formats;
  className?: string;
}

const closeMs = 90_000;
const formats = {
  relative: formatRelative,
  moment: formatMoment,
  clock: (atMs: number, _nowMs: number, timeZone?: string) => formatClock(atMs, timeZone),
};

/** A time as a person says it, kept current; the exact one on hover. */
export function RelativeTime({ atMs, timeZone, style = 'relative', className }: RelativeTimeProps) {
  const nowMs = useNow(style === 'relative' && Math.abs(atMs - Date.now()) < closeMs ? 'second' : 'calm');
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={formatExact(atMs, timeZone)}
      className={className ?? 'whitespace-nowrap tabular-nums'}
    >
      {formats[style](atMs, nowMs, timeZone)}
    </time>
  );
}
