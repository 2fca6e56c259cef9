import { useState } from 'react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { stepKey } from '../../lib/step-key.ts';
import { spanOf } from '../../lib/timeline.ts';
import { text } from '../../text.ts';
import { RunStepRow } from './run-step-row.tsx';

const pageSize = 200;

interface RunStepsProps {
  detail: ShownRun;
  open: ReadonlySet<string>;
  onOpenChange: (open: ReadonlySet<string>) => void;
}

export function RunSteps({ detail, open, onOpenChange }: RunStepsProps) {
  const [limit, setLimit] = useState(pageSize);
  const under = detail.run.endedAtMs === null;
  const nowMs = useNow(under ? 'second' : 'calm');
  const span = spanOf(detail, nowMs);
  const retries = detail.steps.reduce((sum, step) => sum + Math.max(0, step.attempts.length - 1), 0);
  const took = formatDuration(span.endMs - span.startMs);
  const rest = detail.steps.length - limit;

  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    onOpenChange(next);
  };

  return (
    <Card aria-label={text.run.steps} className="overflow-hidden py-2">
      <header className="flex items-baseline gap-3 px-5 pt-1.5 pb-2">
        <h2 className="font-semibold text-ui">{text.run.steps}</h2>
        <span className="grow" />
        <span className="text-ink-3 text-s tabular-nums">
          {under ? text.run.since(took) : text.run.took(took)}
          {retries > 0 && `, ${text.run.retries(retries)}`}
        </span>
      </header>
      {detail.steps.length === 0 && <p className="px-5 pb-3 text-body text-ink-3">{text.run.noSteps}</p>}
      <ol>
        {detail.steps.slice(0, limit).map((step) => {
          const key = stepKey(step);
          return (
            <RunStepRow
              key={key}
              id={key}
              runId={detail.run.id}
              step={step}
              span={span}
              nowMs={step.exitedAtMs ?? nowMs}
              open={open.has(key)}
              onToggle={() => toggle(key)}
            />
          );
        })}
      </ol>
      {rest > 0 && (
        <div className="px-5 py-2">
          <Button onClick={() => setLimit(limit + pageSize)}>{text.run.moreSteps(rest)}</Button>
        </div>
      )}
    </Card>
  );
}
