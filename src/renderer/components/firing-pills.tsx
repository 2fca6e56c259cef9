import { useNow } from '../hooks/use-now.ts';
import { firingLabels } from '../lib/firing-labels.ts';

/** The next firings, in the schedule's zone. */
export function FiringPills({ next, timeZone }: { next: string[]; timeZone: string }) {
  const nowMs = useNow();
  const labels = firingLabels(next.slice(0, 5), nowMs, timeZone);
  if (labels.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {labels.map(({ label, exact, atMs }) => (
        <li key={atMs} title={exact} className="rounded-full border px-2.5 py-px text-s text-ink-2 tabular-nums">
          {label}
        </li>
      ))}
    </ul>
  );
}
