import type { RunStatus } from '../../shared/domain/run.ts';
import { cx } from '../lib/cx.ts';
import { runTone, toneFill } from '../lib/status-tone.ts';
import { text } from '../text.ts';

interface SparkProps {
  /** Oldest first. */
  health: RunStatus[];
  last?: number;
}

/** The last runs as bars; height tells them apart as well as colour does. */
export function Spark({ health, last = 14 }: SparkProps) {
  if (health.length === 0) return null;
  const shown = health.slice(-last);
  const ran = shown.filter((status) => status === 'SUCCEEDED').length;
  const words = text.flows.health(ran, shown.length - ran);
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex h-4 items-end gap-0.5">
      {shown.map((status, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a run's place in the row is its identity here
          key={index}
          className={cx(
            'w-[4px] rounded-[2px]',
            toneFill[runTone[status]],
            status === 'SUCCEEDED' ? 'h-full opacity-80' : status === 'RUNNING' ? 'h-full animate-breathe' : 'h-2.5',
          )}
        />
      ))}
    </span>
  );
}
