/** What `understand` is given and gives. All of it is plain JSON. */
import { z } from 'zod';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import type { RequestKey } from './key-phrases.ts';
import type { FlowRequest } from './request.ts';

/** What an earlier turn asked for: its words, to which the answer is added. */
export const pendingRequest = z.object({
  text: z.string(),
  missing: z.array(z.enum(['source', 'interval', 'action', 'target', 'schedule'])),
});
export type PendingRequest = z.infer<typeof pendingRequest>;

export interface KnownFlow {
  id: string;
  name: string;
  task: string;
  status: string;
  scheduleWords: string | null;
  /** The words it was set up with, and its schedule: what a change starts from. */
  request?: string;
  schedule?: ScheduleSpec | null;
}

/** What "it" is when something is to be changed: the plan last shown, or a flow. */
export interface EditedPlan {
  request: string;
  schedule: ScheduleSpec | null;
  name: string;
  /** Set once it is a flow: the change is a new version of it. */
  flowId: string | null;
  decided: boolean;
}

export interface PlannerContext {
  timezone: string;
  nowMs: number;
  flows: KnownFlow[];
  /** The user's keys for HTTP calls. */
  keys?: readonly RequestKey[];
  pending: PendingRequest | null;
  plan?: EditedPlan | null;
  /** The flow last spoken of: "it". */
  lastFlowId?: string;
}

export type FlowCommand = 'list' | 'explain' | 'run' | 'pause' | 'resume' | 'cancel';

export type Understanding =
  /** Complete: can be written. */
  | {
      kind: 'flow';
      request: FlowRequest;
      assumptions: string[];
      text: string;
      edit?: { plan: EditedPlan; name: string | null };
    }
  /** Something is missing. `pending` is stored with the conversation; the next turn's answer is taken as the missing part. */
  | { kind: 'asks'; reply: string; asks: string[]; pending: PendingRequest }
  | { kind: 'command'; command: FlowCommand; flowId: string | null; reply?: string }
  /** `parts` are the user's words no rule covers. Never makes a flow. */
  | { kind: 'not-understood'; reply: string; parts: string[] }
  | { kind: 'talk'; reply: string };
