import { History } from 'lucide-react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { text } from '../../text.ts';
import { ChoosableRunRow } from '../runs/run-row.tsx';
import { Ledger } from './ledger.tsx';

/** What ran, and the ledger: one line for every time the flow was due. */
export function RunsTab({ flow }: { flow: FlowDetail }) {
  if (flow.runs.length === 0 && flow.occurrences.length === 0) {
    return <EmptyState icon={<History aria-hidden size={22} />} title={text.flow.noRuns} body={text.flow.noRunsBody} />;
  }
  return (
    <div className="flex flex-col gap-6">
      {flow.runs.length > 0 && (
        <Card className="overflow-hidden">
          <h2 className="px-5 pt-3.5 pb-1.5 font-semibold text-ui">{text.flow.recentRuns}</h2>
          <ul aria-label={text.flow.recentRuns}>
            {flow.runs.map((run) => (
              <li key={run.id} className="lazy-row">
                <ChoosableRunRow run={run} showFlow={false} list={flow.id} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Ledger occurrences={flow.occurrences} timeZone={flow.schedule?.timezone} />
    </div>
  );
}
