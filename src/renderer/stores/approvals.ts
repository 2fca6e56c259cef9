import { create } from 'zustand';
import type { ApprovalOfFlow } from '../../shared/domain/approval.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { text } from '../text.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { reportError, showToast } from './toasts.ts';

const pageSize = 30;

interface ApprovalsStore {
  pending: Loadable<ApprovalOfFlow[]>;
  decided: ApprovalOfFlow[];
  /** Whether older decided ones may exist. */
  more: boolean;
}

const createInitialState = (): ApprovalsStore => ({ pending: loading, decided: [], more: false });

export const useApprovalsStore = create<ApprovalsStore>()(createInitialState);

export const selectPending = (state: ApprovalsStore) => state.pending;
export const selectDecided = (state: ApprovalsStore) => state.decided;
export const selectMoreDecided = (state: ApprovalsStore) => state.more;

export async function loadApprovals(): Promise<void> {
  if (useApprovalsStore.getState().pending.status === 'error') useApprovalsStore.setState({ pending: loading });
  try {
    const shown = Math.max(pageSize, useApprovalsStore.getState().decided.length);
    const limit = Math.min(200, shown);
    const [pending, decided] = await Promise.all([client.approvals.pending(), client.approvals.decided({ limit })]);
    useApprovalsStore.setState({ pending: ready(pending), decided, more: decided.length === limit });
  } catch (error) {
    useApprovalsStore.setState(({ pending }) => ({ pending: orError(pending, asMajordomoError(error)) }));
  }
}

export const refreshApprovals = coalesce(loadApprovals, 150);

export async function loadOlderApprovals(): Promise<void> {
  const { decided } = useApprovalsStore.getState();
  const last = decided.at(-1);
  if (!last) return;
  try {
    const after = { createdAtMs: last.createdAtMs, id: last.id };
    const older = await client.approvals.decided({ limit: pageSize, after });
    useApprovalsStore.setState({ decided: [...decided, ...older], more: older.length === pageSize });
  } catch (error) {
    reportError(error);
  }
}

export async function decideApproval(
  approval: ApprovalOfFlow,
  decision: 'approved' | 'denied',
  note: string,
): Promise<void> {
  try {
    await client.approvals.decide({ approvalId: approval.id, decision, note: note.trim() || null });
    const pending = loadedValue(useApprovalsStore.getState().pending) ?? [];
    useApprovalsStore.setState({ pending: ready(pending.filter(({ id }) => id !== approval.id)) });
    showToast({ title: text.approvals[decision](approval.question) });
  } catch (error) {
    reportError(error);
  }
  refreshApprovals();
}
