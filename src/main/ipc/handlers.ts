import { MajordomoError } from '../../shared/errors.ts';
import type { App } from '../app.ts';
import { flowDetailOf, flowSummaries, flowSummaryOf } from '../flows/flow-views.ts';
import { runDetailOf, runSummaries, runSummaryOf } from '../flows/run-views.ts';
import {
  deleteConversation,
  findConversation,
  listConversations,
  renameConversation,
} from '../store/tables/conversations.ts';
import { listNotifications } from '../store/tables/notifications.ts';
import type { IpcHandlers } from './channel.ts';

/** What the window may ask, each answered by the part that owns it. */
export function createHandlers(app: App): IpcHandlers {
  const { db, clock, assistant, plans, control, events } = app;
  const flow = (flowId: string) => flowSummaryOf(db, flowId, clock.nowMs());
  return {
    'app:status': () => app.status(),
    'app:pause-all': ({ paused }) => {
      app.pauseAll(paused);
      return app.status();
    },
    'app:set-theme': ({ theme }) => {
      app.setTheme(theme);
      return app.status();
    },

    'conversations:list': () => listConversations(db),
    'conversations:messages': ({ conversationId }) => assistant.messages(conversationId),
    'conversations:rename': ({ conversationId, title }) => {
      renameConversation(db, conversationId, title);
      events.emit('conversations:changed', {});
      const conversation = findConversation(db, conversationId);
      if (!conversation)
        throw new MajordomoError({ code: 'Conversation.Unknown', message: 'This conversation no longer exists.' });
      return conversation;
    },
    'conversations:delete': ({ conversationId }) => {
      deleteConversation(db, conversationId);
      events.emit('conversations:changed', {});
      return {};
    },

    'chat:send': ({ conversationId, text }) => {
      const { conversation, userMessage, replyId } = assistant.send({ conversationId, text });
      return { conversation, userMessage, replyId };
    },
    'chat:stop': ({ conversationId }) => {
      assistant.stop(conversationId);
      return {};
    },

    'plan:approve': ({ planId }) => assistant.approve(planId),
    'plan:discard': ({ planId }) => assistant.discard(planId),
    'plan:dry-run': ({ planId }) => plans.dryRun(planId),
    'plan:revise': ({ planId, ...change }) => assistant.revise(planId, change),

    'flows:list': () => flowSummaries(db, clock.nowMs()),
    'flows:get': ({ flowId }) => flowDetailOf(db, flowId, clock.nowMs()),
    'flows:run': async ({ flowId }) => {
      const { runId } = await control.run(flowId, { kind: 'manual' });
      return { runId };
    },
    'flows:pause': ({ flowId }) => {
      control.pause(flowId);
      return flow(flowId);
    },
    'flows:resume': ({ flowId }) => {
      control.resume(flowId);
      return flow(flowId);
    },
    'flows:cancel': ({ flowId }) => {
      control.cancel(flowId);
      return flow(flowId);
    },

    'runs:list': ({ flowId, limit, beforeMs }) =>
      runSummaries(db, {
        limit,
        ...(flowId === undefined ? {} : { flowId }),
        ...(beforeMs === undefined ? {} : { beforeMs }),
      }),
    'runs:get': ({ runId }) => runDetailOf(db, runId),
    'runs:cancel': async ({ runId }) => {
      await app.engine.cancel(runId, 'Cancelled by you.');
      return runSummaryOf(db, runId);
    },

    'schedule:preview': ({ text, timezone }) =>
      app.planner.previewSchedule(text, { timezone: timezone ?? app.timezone, nowMs: clock.nowMs() }),

    'notifications:list': ({ limit }) => listNotifications(db, limit),
  };
}
