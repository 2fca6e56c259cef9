/** The scheduler with its surroundings: the settings, the flows' pauses, what happens after a firing. Knows no window. */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { pauseReasonOf } from '../store/tables/flows.ts';
import { openRunsOf, runStatusOf } from '../store/tables/runs.ts';
import type { Clock } from '../workflow/ports.ts';
import { type AutoPauseDeps, pauseIfFailing } from './auto-pause.ts';
import { pauseAll } from './pause-all.ts';
import { createScheduler, type Scheduler, type SchedulerOptions } from './scheduler.ts';
import type { WakeUp } from './wake-up.ts';

export interface SchedulingDeps {
  db: Database;
  clock: Clock;
  wakeUp: WakeUp;
  settings: Settings;
  startRun: SchedulerOptions['startRun'];
  cancelRun: SchedulerOptions['cancelRun'];
  pauseFlow: AutoPauseDeps['pause'];
  tell: AutoPauseDeps['tell'];
  onSettled: (occurrence: Occurrence) => void;
  onChanged: (flowId: string) => void;
  log: (line: string) => void;
}

export function createScheduling(deps: SchedulingDeps): Scheduler {
  const { db, clock, settings } = deps;
  const onError = (error: unknown): void => deps.log(`scheduler: ${String(error)}`);
  return createScheduler({
    db,
    clock,
    wakeUp: deps.wakeUp,
    startRun: deps.startRun,
    cancelRun: deps.cancelRun,
    runStatus: (runId) => runStatusOf(db, runId)?.status,
    openRuns: (flowId) => openRunsOf(db, flowId),
    pauseReason: (flowId) => pauseReasonOf(db, flowId),
    holidays: () => settings.get('schedule.holidays'),
    onPauseEnded: () => pauseAll(settings, { paused: false, untilMs: null, nowMs: clock.nowMs() }),
    onSettled: (occurrence) => {
      pauseIfFailing(occurrence, { db, pause: deps.pauseFlow, tell: deps.tell, onError });
      deps.onSettled(occurrence);
    },
    onChanged: deps.onChanged,
    onError,
  });
}
