import { useEffect } from 'react';
import { selectPendingApprovals, useAppStatusStore } from '../../stores/app-status.ts';
import { loadApprovals, selectPending, useApprovalsStore } from '../../stores/approvals.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { text } from '../../text.ts';
import { PendingCard } from '../approvals/pending-card.tsx';

/** What flows of this conversation wait to hear, asked where they were agreed on. */
export function OpenQuestions({ flowIds }: { flowIds: readonly string[] }) {
  const waiting = useAppStatusStore(selectPendingApprovals);
  const pending = loadedValue(useApprovalsStore(selectPending)) ?? [];
  const may = waiting > 0 && flowIds.length > 0;
  useEffect(() => {
    if (may) void loadApprovals();
  }, [may]);
  const here = may ? pending.filter(({ flowId }) => flowIds.includes(flowId)) : [];
  if (here.length === 0) return null;
  return (
    <ul aria-label={text.chat.questions} className="flex flex-col gap-3 pb-[18px]">
      {here.map((approval) => (
        <PendingCard key={approval.id} approval={approval} />
      ))}
    </ul>
  );
}
