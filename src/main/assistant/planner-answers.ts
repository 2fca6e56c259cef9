/** What the built-in planner makes of a text. Pure; runs in the planner's thread. */
import type { ScheduleView } from '../../shared/domain/schedule.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { pendingRequest, understand, writeFlow } from '../planner/index.ts';
import { parseScheduleText } from '../schedule/schedule-text.ts';
import { scheduleView } from '../schedule/schedule-view.ts';
import type { BrainContext, BrainReply } from './brain.ts';

const nothing: BrainReply = { text: '', draft: null, asks: [], pending: null, command: null };

/** What the planner needs of the context: it crosses to its thread with every question. */
export type PlannerKnows = Pick<BrainContext, 'timezone' | 'nowMs' | 'flows' | 'keys' | 'pending' | 'plan'>;

export const plannerAnswers = {
  reply(text: string, context: PlannerKnows): BrainReply {
    const pending = context.pending === null ? null : pendingRequest.parse(context.pending);
    const understood = understand(text, { ...context, pending });
    switch (understood.kind) {
      case 'flow': {
        const { assumptions, ...written } = writeFlow(understood.request, context);
        const draft: FlowDraft = {
          ...written,
          request: understood.text,
          assumptions: [...new Set([...understood.assumptions, ...assumptions])],
        };
        const { edit } = understood;
        if (!edit)
          return { ...nothing, text: 'Here is what I would set up. Nothing runs until you approve it.', draft };
        const { name, flowId } = edit.plan;
        const changed = { ...draft, name: edit.name ?? name, ...(flowId === null ? {} : { changes: { flowId } }) };
        return {
          ...nothing,
          text:
            flowId === null
              ? 'Here is the plan with your change.'
              : `This would change “${name}”. It goes on as it is until you approve.`,
          draft: changed,
          replaces: true,
        };
      }
      case 'asks':
        return { ...nothing, text: understood.reply, asks: understood.asks, pending: understood.pending as JsonValue };
      case 'command':
        return {
          ...nothing,
          text: understood.reply ?? '',
          command: { name: understood.command, flowId: understood.flowId },
        };
      case 'not-understood':
      case 'talk':
        return { ...nothing, text: understood.reply };
    }
  },

  reschedule(draft: FlowDraft, scheduleText: string, context: PlannerKnows): FlowDraft {
    const parsed = parsedSchedule(scheduleText, context);
    return {
      ...draft,
      scheduleText,
      schedule: parsed.schedule,
      // The time that is said now takes the place of what fired it.
      ...(draft.triggers ? { triggers: [] } : {}),
      assumptions: [...draft.assumptions, ...parsed.assumptions],
    };
  },

  readSchedule(text: string, context: { timezone: string; nowMs: number }) {
    const { schedule, assumptions } = parsedSchedule(text, context);
    return { schedule, assumptions };
  },

  previewSchedule(text: string, context: { timezone: string; nowMs: number }): ScheduleView {
    return scheduleView(parsedSchedule(text, context).schedule, context);
  },
};
export type PlannerAnswers = typeof plannerAnswers;

function parsedSchedule(text: string, context: { timezone: string; nowMs: number }) {
  const parsed = parseScheduleText(text, context);
  if (parsed.ok) return parsed;
  throw new MajordomoError({ code: 'Schedule.NotUnderstood', message: parsed.message, data: { text } });
}
