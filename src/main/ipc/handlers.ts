import type { App } from '../app.ts';
import type { IpcHandlers } from './channel.ts';
import { appHandlers } from './handlers/app.ts';
import { chatHandlers } from './handlers/chat.ts';
import { flowHandlers } from './handlers/flows.ts';
import { notificationHandlers } from './handlers/notifications.ts';
import { planHandlers } from './handlers/plans.ts';
import { runHandlers } from './handlers/runs.ts';

/** What the window may ask, each answered by the part that owns it: a file a subject in handlers/, as in the contract. */
export function createHandlers(app: App): IpcHandlers {
  return {
    ...appHandlers(app),
    ...chatHandlers(app),
    ...planHandlers(app),
    ...flowHandlers(app),
    ...runHandlers(app),
    ...notificationHandlers(app),
  };
}
