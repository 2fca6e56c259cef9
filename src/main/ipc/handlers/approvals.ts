import type { approvalChannels } from '../../../shared/ipc/contract/approvals.ts';
import type { App } from '../../app.ts';
import { decidedApprovals, pendingApprovals } from '../../store/tables/approvals.ts';
import type { HandlersOf } from '../channel.ts';

const mostPending = 500;

export function approvalHandlers({ db, approvals }: App): HandlersOf<typeof approvalChannels> {
  return {
    'approvals:pending': () => pendingApprovals(db, mostPending),
    'approvals:decided': (page) => decidedApprovals(db, page),
    'approvals:decide': ({ approvalId, decision, note }) => approvals.decide(approvalId, decision, note),
  };
}
