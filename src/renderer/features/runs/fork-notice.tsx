import { GitFork } from 'lucide-react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

/** That a run began with the results of another one. */
export function ForkNotice({ from }: { from: NonNullable<ShownRun['forkedFrom']> }) {
  return (
    <div role="note" className="flex items-center gap-3 rounded-m bg-hover px-4 py-2 text-body">
      <GitFork aria-hidden size={15} className="shrink-0 text-ink-3" />
      <p className="min-w-0 grow text-ink-2 [overflow-wrap:anywhere]">
        {text.runActions.forkedFrom(from.state, from.within)}
      </p>
      <Button variant="link" className="h-7" onClick={() => openRun(from.runId)}>
        {text.runActions.openEarlier}
      </Button>
    </div>
  );
}
