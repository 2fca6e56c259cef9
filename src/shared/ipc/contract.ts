/**
 * The one map of what the window may ask of the main process: channel -> request and response.
 * Main validates the sender, then the request; every call answers a Result. Events are a separate map.
 */
import { z } from 'zod';
import { conversation, message } from '../domain/conversation.ts';
import { flowDetail, flowSummary } from '../domain/flow.ts';
import { notification } from '../domain/notification.ts';
import { dryRunReport, plan } from '../domain/plan.ts';
import { runDetail, runSummary } from '../domain/run.ts';
import { scheduleView } from '../domain/schedule.ts';

const nothing = z.object({}).strict();
const id = z.string().min(1).max(200);

export const appStatus = z.object({
  version: z.string(),
  brain: z.string(),
  dataDir: z.string(),
  timezone: z.string(),
  /** The whole app's pause: no schedule fires while set. */
  paused: z.boolean(),
  runningCount: z.number(),
  nextFiring: z.object({ flowId: z.string(), flowName: z.string(), at: z.string() }).nullable(),
  theme: z.enum(['system', 'light', 'dark']),
});
export type AppStatus = z.infer<typeof appStatus>;

export const ipcContract = {
  'app:status': { request: nothing, response: appStatus },
  'app:pause-all': { request: z.object({ paused: z.boolean() }).strict(), response: appStatus },
  'app:set-theme': { request: z.object({ theme: z.enum(['system', 'light', 'dark']) }).strict(), response: appStatus },

  'conversations:list': { request: nothing, response: z.array(conversation) },
  'conversations:messages': { request: z.object({ conversationId: id }).strict(), response: z.array(message) },
  'conversations:rename': {
    request: z.object({ conversationId: id, title: z.string().min(1).max(200) }).strict(),
    response: conversation,
  },
  'conversations:delete': { request: z.object({ conversationId: id }).strict(), response: nothing },

  /** Starts a turn; the reply arrives as `chat:*` events. A null conversation starts a new one. */
  'chat:send': {
    request: z.object({ conversationId: id.nullable(), text: z.string().min(1).max(100_000) }).strict(),
    response: z.object({ conversation, userMessage: message, replyId: z.string() }),
  },
  'chat:stop': { request: z.object({ conversationId: id }).strict(), response: nothing },

  /** Approving delegates to the orchestrator; the reply with what was set up arrives as a new message. */
  'plan:approve': { request: z.object({ planId: id }).strict(), response: plan },
  'plan:discard': { request: z.object({ planId: id }).strict(), response: plan },
  'plan:dry-run': { request: z.object({ planId: id }).strict(), response: dryRunReport },
  /** Another wording, name or schedule gives a new plan that supersedes this one. */
  'plan:revise': {
    request: z
      .object({
        planId: id,
        request: z.string().min(1).optional(),
        name: z.string().min(1).max(120).optional(),
        scheduleText: z.string().min(1).optional(),
      })
      .strict(),
    response: plan,
  },

  'flows:list': { request: nothing, response: z.array(flowSummary) },
  'flows:get': { request: z.object({ flowId: id }).strict(), response: flowDetail },
  'flows:run': { request: z.object({ flowId: id }).strict(), response: z.object({ runId: z.string() }) },
  'flows:pause': { request: z.object({ flowId: id }).strict(), response: flowSummary },
  'flows:resume': { request: z.object({ flowId: id }).strict(), response: flowSummary },
  'flows:cancel': { request: z.object({ flowId: id }).strict(), response: flowSummary },

  'runs:list': {
    request: z
      .object({
        flowId: id.optional(),
        limit: z.number().int().min(1).max(200).default(50),
        beforeMs: z.number().optional(),
      })
      .strict(),
    response: z.array(runSummary),
  },
  'runs:get': { request: z.object({ runId: id }).strict(), response: runDetail },
  'runs:cancel': { request: z.object({ runId: id }).strict(), response: runSummary },

  'schedule:preview': {
    request: z.object({ text: z.string().max(500), timezone: z.string().optional() }).strict(),
    response: scheduleView,
  },

  'notifications:list': {
    request: z.object({ limit: z.number().int().min(1).max(200).default(50) }).strict(),
    response: z.array(notification),
  },
} as const;

export type IpcContract = typeof ipcContract;
export type IpcChannel = keyof IpcContract;
export type IpcRequest<C extends IpcChannel> = z.input<IpcContract[C]['request']>;
export type IpcResponse<C extends IpcChannel> = z.output<IpcContract[C]['response']>;

/** What main tells the window, unasked. */
export const ipcEvents = {
  'chat:message-start': z.object({ message }),
  'chat:message-delta': z.object({ conversationId: z.string(), messageId: z.string(), text: z.string() }),
  /** The message as stored, also when only its plan or tool calls changed. */
  'chat:message-end': z.object({ message }),
  'conversations:changed': z.object({}),
  'flows:changed': z.object({ flowId: z.string() }),
  'runs:changed': z.object({ runId: z.string(), flowId: z.string() }),
  'notifications:changed': z.object({}),
  'app:status-changed': appStatus,
  /** Go to a place, for example because a notification was clicked. */
  'app:navigate': z.discriminatedUnion('page', [
    z.object({ page: z.literal('chat'), conversationId: z.string().nullable() }),
    z.object({ page: z.literal('flows') }),
    z.object({ page: z.literal('flow'), flowId: z.string() }),
    z.object({ page: z.literal('run'), runId: z.string() }),
  ]),
} as const;
export type IpcEvents = typeof ipcEvents;
export type IpcEventName = keyof IpcEvents;
export type IpcEventPayload<E extends IpcEventName> = z.output<IpcEvents[E]>;
