import { Inbox } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody, SectionHeading } from '../../components/page-body.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import {
  loadApprovals,
  loadOlderApprovals,
  selectDecided,
  selectMoreDecided,
  selectPending,
  useApprovalsStore,
} from '../../stores/approvals.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { text } from '../../text.ts';
import { DecidedRow } from './decided-row.tsx';
import { PendingCard } from './pending-card.tsx';

export function ApprovalsPage() {
  const pending = useApprovalsStore(selectPending);
  const decided = useApprovalsStore(selectDecided);
  const more = useApprovalsStore(selectMoreDecided);
  useEffect(() => void loadApprovals(), []);
  const waiting = loadedValue(pending);
  return (
    <>
      <TitleBar title={text.approvals.title} />
      <PageBody narrow>
        {pending.status === 'loading' && (
          <Card className="p-5">
            <SkeletonRows rows={3} />
          </Card>
        )}
        {pending.status === 'error' && (
          <ErrorNotice what={text.approvals.loadError} error={pending.error} onRetry={() => void loadApprovals()} />
        )}
        {waiting?.length === 0 && (
          <EmptyState
            icon={<Inbox aria-hidden size={22} />}
            title={text.approvals.emptyTitle}
            body={text.approvals.emptyBody}
          />
        )}
        {waiting && waiting.length > 0 && (
          <section aria-label={text.approvals.waiting}>
            <SectionHeading>{text.approvals.waiting}</SectionHeading>
            <ul className="flex flex-col gap-3">
              {waiting.map((approval) => (
                <PendingCard key={approval.id} approval={approval} />
              ))}
            </ul>
          </section>
        )}
        {decided.length > 0 && (
          <section aria-label={text.approvals.decided} className="mt-7">
            <SectionHeading>{text.approvals.decided}</SectionHeading>
            <Card className="overflow-hidden">
              <ul className="divide-y">
                {decided.map((approval) => (
                  <DecidedRow key={approval.id} approval={approval} />
                ))}
              </ul>
            </Card>
            {more && (
              <div className="mt-4 flex justify-center">
                <Button onClick={() => void loadOlderApprovals()}>{text.approvals.older}</Button>
              </div>
            )}
          </section>
        )}
      </PageBody>
    </>
  );
}
