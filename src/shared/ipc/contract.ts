/**
 * The one map of what the window may ask of the main process: channel -> request and response, a file a subject in contract/.
 * Main validates the sender, then the request; every call answers a Result. Events are a separate map.
 */
import type { z } from 'zod';
import { agendaChannels } from './contract/agenda.ts';
import { appChannels, appEvents } from './contract/app.ts';
import { approvalChannels, approvalEvents } from './contract/approvals.ts';
import { chatChannels, chatEvents } from './contract/chat.ts';
import { dataChannels } from './contract/data.ts';
import { flowChangeChannels } from './contract/flow-changes.ts';
import { flowChannels, flowEvents } from './contract/flows.ts';
import { keyChannels } from './contract/keys.ts';
import { limitChannels } from './contract/limits.ts';
import { modelChannels } from './contract/models.ts';
import { notificationChannels, notificationEvents } from './contract/notifications.ts';
import { planChannels } from './contract/plans.ts';
import { runChannels, runEvents } from './contract/runs.ts';
import { scheduleChannels } from './contract/schedule.ts';
import { searchChannels } from './contract/search.ts';
import { secretChannels } from './contract/secrets.ts';
import { settingsChannels, settingsEvents } from './contract/settings.ts';
import { templateChannels } from './contract/templates.ts';
import { triggerChannels } from './contract/triggers.ts';
import { usageChannels } from './contract/usage.ts';
import { workerChannels } from './contract/workers.ts';

export const ipcContract = {
  ...agendaChannels,
  ...scheduleChannels,
  ...triggerChannels,
  ...limitChannels,
  ...appChannels,
  ...chatChannels,
  ...planChannels,
  ...flowChannels,
  ...flowChangeChannels,
  ...templateChannels,
  ...runChannels,
  ...approvalChannels,
  ...notificationChannels,
  ...workerChannels,
  ...usageChannels,
  ...dataChannels,
  ...searchChannels,
  ...settingsChannels,
  ...secretChannels,
  ...keyChannels,
  ...modelChannels,
} as const;

export type IpcContract = typeof ipcContract;
export type IpcChannel = keyof IpcContract;
export type IpcRequest<C extends IpcChannel> = z.input<IpcContract[C]['request']>;
export type IpcResponse<C extends IpcChannel> = z.output<IpcContract[C]['response']>;

/** What main tells the window, unasked. */
export const ipcEvents = {
  ...appEvents,
  ...chatEvents,
  ...flowEvents,
  ...runEvents,
  ...approvalEvents,
  ...notificationEvents,
  ...settingsEvents,
} as const;
export type IpcEvents = typeof ipcEvents;
export type IpcEventName = keyof IpcEvents;
export type IpcEventPayload<E extends IpcEventName> = z.output<IpcEvents[E]>;
