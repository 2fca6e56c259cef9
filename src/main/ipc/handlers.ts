import type { App } from '../app.ts';
import type { Desktop } from '../platform/desktop.ts';
import type { IpcHandlers } from './channel.ts';
import { agendaHandlers } from './handlers/agenda.ts';
import { appHandlers } from './handlers/app.ts';
import { approvalHandlers } from './handlers/approvals.ts';
import { chatHandlers } from './handlers/chat.ts';
import { dataHandlers } from './handlers/data.ts';
import { flowChangeHandlers } from './handlers/flow-changes.ts';
import { flowHandlers } from './handlers/flows.ts';
import { keyHandlers } from './handlers/keys.ts';
import { limitHandlers } from './handlers/limits.ts';
import { modelHandlers } from './handlers/models.ts';
import { notificationHandlers } from './handlers/notifications.ts';
import { planHandlers } from './handlers/plans.ts';
import { runHandlers } from './handlers/runs.ts';
import { scheduleHandlers } from './handlers/schedule.ts';
import { searchHandlers } from './handlers/search.ts';
import { secretHandlers } from './handlers/secrets.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { templateHandlers } from './handlers/templates.ts';
import { triggerHandlers } from './handlers/triggers.ts';
import { usageHandlers } from './handlers/usage.ts';
import { workerHandlers } from './handlers/workers.ts';

/** What the window may ask, each answered by the part that owns it: a file a subject in handlers/, as in the contract. */
export function createHandlers(app: App, desktop: Desktop): IpcHandlers {
  return {
    ...agendaHandlers(app),
    ...scheduleHandlers(app),
    ...triggerHandlers(app),
    ...limitHandlers(app),
    ...appHandlers(app),
    ...chatHandlers(app, desktop),
    ...planHandlers(app),
    ...flowHandlers(app),
    ...flowChangeHandlers(app, desktop),
    ...templateHandlers(app),
    ...runHandlers(app),
    ...approvalHandlers(app),
    ...notificationHandlers(app),
    ...workerHandlers(app),
    ...usageHandlers(app),
    ...dataHandlers(app, desktop),
    ...searchHandlers(app),
    ...settingsHandlers(app, desktop),
    ...secretHandlers(app),
    ...keyHandlers(app),
    ...modelHandlers(app),
  };
}
