import type { AppStatus } from '../shared/ipc/contract/app.ts';
import { readPause } from './schedule/pause-all.ts';
import type { Scheduler } from './schedule/scheduler.ts';
import type { Settings } from './settings/settings.ts';
import type { Database } from './store/database.ts';
import { countPendingApprovals } from './store/tables/approvals.ts';
import { hasConversations } from './store/tables/conversations.ts';
import { countFlows, findFlow } from './store/tables/flows.ts';
import { countNotificationsAfter } from './store/tables/notifications.ts';
import { countOpenRuns } from './store/tables/runs.ts';

/** Beyond this many it makes no difference to a person. */
const mostUnseen = 100;

export interface StatusParts {
  db: Database;
  settings: Settings;
  scheduler: Scheduler;
  planner: { name: string };
  models: { current(): { label: string } | null | undefined };
  dataDir: { root: string };
  timezone: string;
}

/** What the window's frame and the tray show of the app as a whole. */
export function appStatusOf(parts: StatusParts, version: string): AppStatus {
  const { db, settings, scheduler, planner, models, dataDir, timezone } = parts;
  const next = scheduler.nextFiring();
  const pause = readPause(settings);
  return {
    version,
    brain: models.current()?.label ?? planner.name,
    dataDir: dataDir.root,
    timezone,
    paused: pause.paused,
    pausedUntil: pause.untilMs === null ? null : new Date(pause.untilMs).toISOString(),
    pendingApprovals: countPendingApprovals(db),
    unseenNotifications: countNotificationsAfter(db, settings.get('notifications.seen-ms'), mostUnseen),
    firstRun: !hasConversations(db),
    flowCount: countFlows(db),
    runningCount: countOpenRuns(db),
    nextFiring: next && {
      flowId: next.flowId,
      flowName: findFlow(db, next.flowId)?.name ?? '',
      at: new Date(next.dueAtMs).toISOString(),
    },
    theme: settings.get('theme'),
  };
}
