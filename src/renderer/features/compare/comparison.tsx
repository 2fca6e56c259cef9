import { useState } from 'react';
import type { RunSummary } from '../../../shared/domain/run.ts';
import type { RunComparison } from '../../../shared/domain/run-comparison.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RunStatusTag } from '../../components/run-status-tag.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { ComparedStepRow, stepDiffers } from './compared-step.tsx';
import { Differences } from './differences.tsx';

type Filter = keyof typeof text.compare.filters;
const filters = (['different', 'all'] as const).map((value) => ({ value, label: text.compare.filters[value] }));
const pageSize = 200;

export function Comparison({ comparison }: { comparison: RunComparison }) {
  const { a, b, differences, more, steps } = comparison;
  const [filter, setFilter] = useState<Filter>('different');
  const [limit, setLimit] = useState(pageSize);
  const differing = steps.filter(stepDiffers);
  const shown = filter === 'different' ? differing : steps;
  const rest = shown.length - limit;
  const same = differing.length === 0 && differences.length === 0 && a.status === b.status;
  return (
    <div className="mx-auto flex max-w-260 flex-col gap-4">
      <Card className="grid grid-cols-2 divide-x">
        <RunHead letter={text.compare.first} run={a} />
        <RunHead letter={text.compare.second} run={b} />
      </Card>
      <p role="status" className="px-1 text-body text-ink-2">
        {same ? text.compare.same : [text.compare.differ(differing.length), longer(a, b)].filter(Boolean).join('. ')}
      </p>
      {differences.length > 0 && (
        <Card aria-label={text.compare.wholeRun} className="px-5 py-3.5">
          <h2 className="mb-2 font-semibold text-ui">{text.compare.wholeRun}</h2>
          <Differences differences={differences} more={more} />
        </Card>
      )}
      <Card aria-label={text.compare.steps} className="py-2">
        <header className="flex items-center gap-3 px-5 pt-1 pb-2">
          <h2 className="grow font-semibold text-ui">{text.compare.steps}</h2>
          <Segmented label={text.compare.show} value={filter} options={filters} onChange={setFilter} />
        </header>
        {shown.length === 0 && <p className="px-5 pb-3 text-body text-ink-2">{text.compare.noneDifferent}</p>}
        <ol>
          {shown.slice(0, limit).map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two runs that ended stay as they are
            <ComparedStepRow key={index} step={step} />
          ))}
        </ol>
        {rest > 0 && (
          <div className="px-5 py-2">
            <Button onClick={() => setLimit(limit + pageSize)}>
              {text.compare.moreSteps(Math.min(rest, pageSize))}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}

function RunHead({ letter, run }: { letter: string; run: RunSummary }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3.5">
      <span className="flex size-6 items-center justify-center rounded-full bg-hover font-semibold text-s">
        {letter}
      </span>
      <button
        type="button"
        onClick={() => openRun(run.id)}
        className="rounded-s font-[570] text-accent hover:underline"
      >
        <RelativeTime atMs={run.startedAtMs} style="moment" />
      </button>
      <RunStatusTag status={run.status} />
      <span className="text-ink-3 text-s tabular-nums">
        {run.endedAtMs !== null && `${formatDuration(run.endedAtMs - run.startedAtMs)}, `}
        {text.compare.version(run.version)}
      </span>
      {run.error && (
        <span className="w-full text-body text-ink-2 [overflow-wrap:anywhere]">
          {[run.error, run.cause].filter(Boolean).join(': ')}
        </span>
      )}
    </div>
  );
}

function longer(a: RunSummary, b: RunSummary): string | null {
  if (a.endedAtMs === null || b.endedAtMs === null) return null;
  const by = b.endedAtMs - b.startedAtMs - (a.endedAtMs - a.startedAtMs);
  return text.compare[by >= 0 ? 'longer' : 'shorter'](formatDuration(Math.abs(by)));
}
