/**
 * What the preload exposes to the page as `window.majordomo`: one named method per channel of the contract,
 * one named subscription per event. Types only; the preload implements it, the page uses it.
 */
import type { Result } from '../errors.ts';
import type { IpcChannel, IpcEventName, IpcEventPayload, IpcRequest, IpcResponse } from './contract.ts';

type Call<C extends IpcChannel> = (request: IpcRequest<C>) => Promise<Result<IpcResponse<C>>>;
/** A channel whose request is empty. */
type Ask<C extends IpcChannel> = () => Promise<Result<IpcResponse<C>>>;

export type Unsubscribe = () => void;
type Subscribe<E extends IpcEventName> = (listener: (payload: IpcEventPayload<E>) => void) => Unsubscribe;

export interface MajordomoApi {
  app: {
    status: Ask<'app:status'>;
    pauseAll: Call<'app:pause-all'>;
    setTheme: Call<'app:set-theme'>;
  };
  conversations: {
    list: Ask<'conversations:list'>;
    messages: Call<'conversations:messages'>;
    rename: Call<'conversations:rename'>;
    delete: Call<'conversations:delete'>;
    restore: Call<'conversations:restore'>;
    text: Call<'conversations:text'>;
    export: Call<'conversations:export'>;
  };
  chat: {
    send: Call<'chat:send'>;
    stop: Call<'chat:stop'>;
    regenerate: Call<'chat:regenerate'>;
    edit: Call<'chat:edit'>;
  };
  plans: {
    approve: Call<'plan:approve'>;
    discard: Call<'plan:discard'>;
    dryRun: Call<'plan:dry-run'>;
    revise: Call<'plan:revise'>;
  };
  flows: {
    list: Ask<'flows:list'>;
    summaries: Call<'flows:summaries'>;
    get: Call<'flows:get'>;
    graph: Call<'flows:graph'>;
    run: Call<'flows:run'>;
    pause: Call<'flows:pause'>;
    resume: Call<'flows:resume'>;
    setTelling: Call<'flows:set-telling'>;
    cancel: Call<'flows:cancel'>;
    undoCancel: Call<'flows:undo-cancel'>;
  };
  flowChanges: {
    check: Call<'flow-changes:check'>;
    save: Call<'flow-changes:save'>;
    setValues: Call<'flow-changes:set-values'>;
    versions: Call<'flow-changes:versions'>;
    difference: Call<'flow-changes:difference'>;
    restore: Call<'flow-changes:restore'>;
  };
  flowFiles: {
    duplicate: Call<'flow-files:duplicate'>;
    export: Call<'flow-files:export'>;
    choose: Ask<'flow-files:choose'>;
    look: Call<'flow-files:look'>;
    add: Call<'flow-files:add'>;
  };
  templates: {
    list: Ask<'templates:list'>;
    preview: Call<'templates:preview'>;
    dryRun: Call<'templates:dry-run'>;
    propose: Call<'templates:propose'>;
  };
  runs: {
    list: Call<'runs:list'>;
    count: Call<'runs:count'>;
    get: Call<'runs:get'>;
    step: Call<'runs:step'>;
    path: Call<'runs:path'>;
    compare: Call<'runs:compare'>;
    resume: Call<'runs:resume'>;
    fork: Call<'runs:fork'>;
    again: Call<'runs:again'>;
    files: Call<'runs:files'>;
    undoFile: Call<'runs:undo-file'>;
    undoFiles: Call<'runs:undo-files'>;
    cancel: Call<'runs:cancel'>;
  };
  agenda: {
    span: Call<'agenda:span'>;
    runMissed: Call<'agenda:run-missed'>;
    runSeveralMissed: Call<'agenda:run-several-missed'>;
  };
  schedule: {
    preview: Call<'schedule:preview'>;
    read: Call<'schedule:read'>;
    ofFlow: Call<'schedule:of-flow'>;
    set: Call<'schedule:set'>;
    restore: Call<'schedule:restore'>;
  };
  triggers: {
    ofFlow: Call<'triggers:of-flow'>;
    add: Call<'triggers:add'>;
    remove: Call<'triggers:remove'>;
    restore: Call<'triggers:restore'>;
    events: Call<'triggers:events'>;
    fire: Call<'triggers:fire'>;
    webhookAddress: Call<'triggers:webhook-address'>;
    webhooks: Ask<'triggers:webhooks'>;
  };
  notifications: { list: Call<'notifications:list'>; seen: Ask<'notifications:seen'> };
  approvals: {
    pending: Ask<'approvals:pending'>;
    decided: Call<'approvals:decided'>;
    decide: Call<'approvals:decide'>;
  };
  usage: { month: Call<'usage:month'> };
  workers: { list: Ask<'workers:list'>; get: Call<'workers:get'> };
  tables: {
    list: Ask<'tables:list'>;
    rows: Call<'tables:rows'>;
    series: Call<'tables:series'>;
    export: Call<'tables:export'>;
  };
  files: { list: Call<'files:list'>; preview: Call<'files:preview'>; show: Call<'files:show'> };
  search: { everything: Call<'search:everything'> };
  settings: {
    list: Ask<'settings:list'>;
    set: Call<'settings:set'>;
    desktop: Ask<'settings:desktop'>;
    startAtLogin: Call<'settings:start-at-login'>;
    tryNotification: Ask<'settings:try-notification'>;
    backup: Ask<'settings:backup'>;
    restore: Ask<'settings:restore'>;
    showDataFolder: Ask<'settings:show-data-folder'>;
  };
  limits: { ofFlow: Call<'limits:of-flow'>; setBudget: Call<'limits:set-budget'> };
  secrets: {
    list: Ask<'secrets:list'>;
    set: Call<'secrets:set'>;
    remove: Call<'secrets:remove'>;
    trySearch: Ask<'secrets:try-search'>;
    tryTelegram: Ask<'secrets:try-telegram'>;
  };
  keys: { list: Ask<'keys:list'>; save: Call<'keys:save'>; remove: Call<'keys:remove'> };
  models: {
    list: Ask<'models:list'>;
    presets: Ask<'models:presets'>;
    save: Call<'models:save'>;
    test: Call<'models:test'>;
    use: Call<'models:use'>;
    remove: Call<'models:remove'>;
    restore: Call<'models:restore'>;
  };
  memory: { list: Ask<'memory:list'>; add: Call<'memory:add'>; remove: Call<'memory:remove'> };
  events: {
    onMessageStart: Subscribe<'chat:message-start'>;
    onMessageDelta: Subscribe<'chat:message-delta'>;
    onMessageEnd: Subscribe<'chat:message-end'>;
    onMessagesRemoved: Subscribe<'chat:messages-removed'>;
    onConversationsChanged: Subscribe<'conversations:changed'>;
    onFlowsChanged: Subscribe<'flows:changed'>;
    onRunsChanged: Subscribe<'runs:changed'>;
    onNotificationsChanged: Subscribe<'notifications:changed'>;
    onApprovalsChanged: Subscribe<'approvals:changed'>;
    onSettingsChanged: Subscribe<'settings:changed'>;
    onStatusChanged: Subscribe<'app:status-changed'>;
    onNavigate: Subscribe<'app:navigate'>;
  };
}
