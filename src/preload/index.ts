/**
 * The bridge between the page and the main process: the named methods of `MajordomoApi` and nothing else.
 * Runs sandboxed, so it imports electron and types only; main validates every request it passes on.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Result } from '../shared/errors.ts';
import type { MajordomoApi, Unsubscribe } from '../shared/ipc/api.ts';
import type { IpcChannel, IpcEventName, IpcEventPayload, IpcRequest, IpcResponse } from '../shared/ipc/contract.ts';

function call<C extends IpcChannel>(channel: C) {
  return (request: IpcRequest<C>): Promise<Result<IpcResponse<C>>> => ipcRenderer.invoke(channel, request);
}

function ask<C extends IpcChannel>(channel: C) {
  return (): Promise<Result<IpcResponse<C>>> => ipcRenderer.invoke(channel, {});
}

/** Events arrive on one channel each, `event:` and the event's name. The electron event stays on this side. */
function subscribe<E extends IpcEventName>(name: E) {
  return (listener: (payload: IpcEventPayload<E>) => void): Unsubscribe => {
    const forward = (_event: IpcRendererEvent, payload: IpcEventPayload<E>) => listener(payload);
    ipcRenderer.on(`event:${name}`, forward);
    return () => {
      ipcRenderer.off(`event:${name}`, forward);
    };
  };
}

const api: MajordomoApi = {
  app: {
    status: ask('app:status'),
    pauseAll: call('app:pause-all'),
    setTheme: call('app:set-theme'),
  },
  conversations: {
    list: ask('conversations:list'),
    messages: call('conversations:messages'),
    rename: call('conversations:rename'),
    delete: call('conversations:delete'),
    restore: call('conversations:restore'),
    text: call('conversations:text'),
    export: call('conversations:export'),
  },
  chat: {
    send: call('chat:send'),
    stop: call('chat:stop'),
    regenerate: call('chat:regenerate'),
    edit: call('chat:edit'),
  },
  plans: {
    approve: call('plan:approve'),
    discard: call('plan:discard'),
    dryRun: call('plan:dry-run'),
    revise: call('plan:revise'),
  },
  flows: {
    list: ask('flows:list'),
    summaries: call('flows:summaries'),
    get: call('flows:get'),
    graph: call('flows:graph'),
    run: call('flows:run'),
    pause: call('flows:pause'),
    resume: call('flows:resume'),
    setTelling: call('flows:set-telling'),
    cancel: call('flows:cancel'),
    undoCancel: call('flows:undo-cancel'),
  },
  flowChanges: {
    check: call('flow-changes:check'),
    save: call('flow-changes:save'),
    setValues: call('flow-changes:set-values'),
    versions: call('flow-changes:versions'),
    difference: call('flow-changes:difference'),
    restore: call('flow-changes:restore'),
  },
  flowFiles: {
    duplicate: call('flow-files:duplicate'),
    export: call('flow-files:export'),
    choose: ask('flow-files:choose'),
    look: call('flow-files:look'),
    add: call('flow-files:add'),
  },
  templates: {
    list: ask('templates:list'),
    preview: call('templates:preview'),
    dryRun: call('templates:dry-run'),
    propose: call('templates:propose'),
  },
  runs: {
    list: call('runs:list'),
    count: call('runs:count'),
    get: call('runs:get'),
    step: call('runs:step'),
    path: call('runs:path'),
    compare: call('runs:compare'),
    resume: call('runs:resume'),
    fork: call('runs:fork'),
    again: call('runs:again'),
    files: call('runs:files'),
    undoFile: call('runs:undo-file'),
    undoFiles: call('runs:undo-files'),
    cancel: call('runs:cancel'),
  },
  agenda: {
    span: call('agenda:span'),
    runMissed: call('agenda:run-missed'),
    runSeveralMissed: call('agenda:run-several-missed'),
  },
  schedule: {
    preview: call('schedule:preview'),
    read: call('schedule:read'),
    ofFlow: call('schedule:of-flow'),
    set: call('schedule:set'),
    restore: call('schedule:restore'),
  },
  triggers: {
    ofFlow: call('triggers:of-flow'),
    add: call('triggers:add'),
    remove: call('triggers:remove'),
    restore: call('triggers:restore'),
    events: call('triggers:events'),
    fire: call('triggers:fire'),
    webhookAddress: call('triggers:webhook-address'),
    webhooks: ask('triggers:webhooks'),
  },
  notifications: { list: call('notifications:list'), seen: ask('notifications:seen') },
  approvals: {
    pending: ask('approvals:pending'),
    decided: call('approvals:decided'),
    decide: call('approvals:decide'),
  },
  usage: { month: call('usage:month') },
  workers: { list: ask('workers:list'), get: call('workers:get') },
  tables: {
    list: ask('tables:list'),
    rows: call('tables:rows'),
    series: call('tables:series'),
    export: call('tables:export'),
  },
  files: { list: call('files:list'), preview: call('files:preview'), show: call('files:show') },
  search: { everything: call('search:everything') },
  settings: {
    list: ask('settings:list'),
    set: call('settings:set'),
    desktop: ask('settings:desktop'),
    startAtLogin: call('settings:start-at-login'),
    tryNotification: ask('settings:try-notification'),
    backup: ask('settings:backup'),
    restore: ask('settings:restore'),
    showDataFolder: ask('settings:show-data-folder'),
  },
  limits: { ofFlow: call('limits:of-flow'), setBudget: call('limits:set-budget') },
  secrets: {
    list: ask('secrets:list'),
    set: call('secrets:set'),
    remove: call('secrets:remove'),
    trySearch: ask('secrets:try-search'),
    tryTelegram: ask('secrets:try-telegram'),
  },
  keys: {
    list: ask('keys:list'),
    save: call('keys:save'),
    remove: call('keys:remove'),
  },
  models: {
    list: ask('models:list'),
    presets: ask('models:presets'),
    save: call('models:save'),
    test: call('models:test'),
    use: call('models:use'),
    remove: call('models:remove'),
    restore: call('models:restore'),
  },
  memory: { list: ask('memory:list'), add: call('memory:add'), remove: call('memory:remove') },
  events: {
    onMessageStart: subscribe('chat:message-start'),
    onMessageDelta: subscribe('chat:message-delta'),
    onMessageEnd: subscribe('chat:message-end'),
    onMessagesRemoved: subscribe('chat:messages-removed'),
    onConversationsChanged: subscribe('conversations:changed'),
    onFlowsChanged: subscribe('flows:changed'),
    onRunsChanged: subscribe('runs:changed'),
    onNotificationsChanged: subscribe('notifications:changed'),
    onApprovalsChanged: subscribe('approvals:changed'),
    onSettingsChanged: subscribe('settings:changed'),
    onStatusChanged: subscribe('app:status-changed'),
    onNavigate: subscribe('app:navigate'),
  },
};

contextBridge.exposeInMainWorld('majordomo', api);
