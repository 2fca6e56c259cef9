import { MajordomoError } from '../../../shared/errors.ts';
import type { scheduleChannels } from '../../../shared/ipc/contract/schedule.ts';
import type { App } from '../../app.ts';
import { changeableFlow } from '../../flows/flow-views.ts';
import { changeSchedule, flowScheduleOf, restoreSchedule } from '../../schedule/change-schedule.ts';
import { checkedSpec } from '../../schedule/checked-spec.ts';
import { scheduleView } from '../../schedule/schedule-view.ts';
import type { HandlersOf } from '../channel.ts';

export function scheduleHandlers(app: App): HandlersOf<typeof scheduleChannels> {
  const { db, clock, planner } = app;
  const now = () => ({ timezone: app.timezone, nowMs: clock.nowMs() });
  const changed = (flowId: string) => {
    app.scheduleChanged(flowId);
    app.events.emit('flows:changed', { flowId });
    return flowScheduleOf(db, flowId, now());
  };
  return {
    'schedule:preview': ({ text, timezone = app.timezone }) =>
      planner.previewSchedule(text, { timezone, nowMs: clock.nowMs() }),
    'schedule:read': async (said) => {
      const nowMs = clock.nowMs();
      const spec =
        'spec' in said
          ? checkedSpec(said.spec, nowMs)
          : (await planner.readSchedule(said.text, { timezone: said.timezone ?? app.timezone, nowMs })).schedule;
      return { spec, view: scheduleView(spec, { nowMs }) };
    },
    'schedule:of-flow': ({ flowId }) => flowScheduleOf(db, flowId, now()),
    'schedule:set': ({ flowId, spec, policies = {} }) => {
      const { id } = changeableFlow(db, flowId);
      if (spec === undefined && Object.keys(policies).length === 0)
        throw new MajordomoError({ code: 'Schedule.NoChange', message: 'Nothing was changed.' });
      const nowMs = clock.nowMs();
      const wanted =
        spec === undefined
          ? {}
          : { spec: spec === null ? byHand(app.timezone) : keptText(spec, checkedSpec(spec, nowMs)) };
      changeSchedule(db, id, { ...wanted, policies, nowMs });
      return changed(id);
    },
    'schedule:restore': ({ flowId, ...before }) => {
      const { id } = changeableFlow(db, flowId);
      restoreSchedule(db, id, before);
      return changed(id);
    },
  };
}

function byHand(timezone: string) {
  return { kind: 'manual', timezone, text: 'Only when you start it' } as const;
}

/** What the user said stays as it was said. */
function keptText<S extends { text: string }>(said: S, checked: S): S {
  return said.text.trim() === '' ? checked : { ...checked, text: said.text };
}
