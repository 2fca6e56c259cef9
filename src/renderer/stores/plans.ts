/** What the user is doing with each plan card; the plans themselves live in their messages. */
import { create } from 'zustand';
import type { DryRunReport, Plan } from '../../shared/domain/plan.ts';
import type { MajordomoError } from '../../shared/errors.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { hasPlan } from '../lib/thread.ts';
import { loadThread, receivePlan, useChatStore } from './chat.ts';

export type PlanAction = 'approve' | 'discard' | 'dry-run' | 'revise';

export interface PlanWork {
  busy: PlanAction | null;
  editing: boolean;
  report: DryRunReport | null;
  error: MajordomoError | null;
}

interface PlansStore {
  work: Record<string, PlanWork>;
}

const createInitialState = (): PlansStore => ({ work: {} });
const idle: PlanWork = { busy: null, editing: false, report: null, error: null };

export const usePlansStore = create<PlansStore>()(createInitialState);

export function selectPlanWork(planId: string) {
  return (state: PlansStore): PlanWork => state.work[planId] ?? idle;
}

function setWork(planId: string, change: Partial<PlanWork>): void {
  usePlansStore.setState((state) => ({
    work: { ...state.work, [planId]: { ...(state.work[planId] ?? idle), ...change } },
  }));
}

async function act(planId: string, action: PlanAction, work: () => Promise<Partial<PlanWork>>): Promise<void> {
  if (usePlansStore.getState().work[planId]?.busy) return;
  setWork(planId, { busy: action, error: null });
  try {
    setWork(planId, { ...(await work()), busy: null });
  } catch (error) {
    setWork(planId, { busy: null, error: asMajordomoError(error) });
  }
}

export const setEditing = (planId: string, editing: boolean) => setWork(planId, { editing, error: null });
export const closeReport = (planId: string) => setWork(planId, { report: null });

export function approvePlan(planId: string): Promise<void> {
  return act(planId, 'approve', async () => {
    receivePlan(await client.plans.approve({ planId }));
    return { report: null, editing: false };
  });
}

/** Enter in an empty composer: not while the plan is being edited. */
export function approvePlanByKey(planId: string): void {
  if (!usePlansStore.getState().work[planId]?.editing) void approvePlan(planId);
}

export function discardPlan(planId: string): Promise<void> {
  return act(planId, 'discard', async () => {
    receivePlan(await client.plans.discard({ planId }));
    return { report: null, editing: false };
  });
}

export function dryRunPlan(planId: string): Promise<void> {
  return act(planId, 'dry-run', async () => ({ report: await client.plans.dryRun({ planId }) }));
}

export interface PlanChanges {
  name?: string;
  request?: string;
  scheduleText?: string;
}

export function revisePlan(plan: Plan, changes: PlanChanges): Promise<void> {
  return act(plan.id, 'revise', async () => {
    const revised = await client.plans.revise({ planId: plan.id, ...changes });
    if (plan.conversationId !== null) await showRevision(plan.conversationId, revised);
    return { editing: false, report: null };
  });
}

/** Usually the message events have brought it by now; if not, the thread is read again. */
async function showRevision(conversationId: string, revised: Plan): Promise<void> {
  const messages = useChatStore.getState().threads[conversationId]?.messages ?? [];
  if (!hasPlan(messages, revised.id)) await loadThread(conversationId);
}
