import { app as electron, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { FlowSummary } from '../../shared/domain/flow.ts';
import type { App } from '../app.ts';
import { flowSummaryOf } from '../flows/flow-views.ts';
import { listRuns } from '../store/tables/runs.ts';
import { firingsShown, resultsShown, type TrayIcon, type TrayItem, type TrayState, trayModel } from './tray-model.ts';

/** The menu is made anew at most this often, however much happens. */
const refreshAfterMs = 250;

export interface TrayActions {
  open(): void;
  openApprovals(): void;
  openRun(runId: string): void;
  openFlow(flowId: string): void;
  quit(): void;
}

/** @param iconFile the picture for each state. @returns removes the icon */
export function createTray(app: App, iconFile: (icon: TrayIcon) => string, actions: TrayActions): () => void {
  const imageOf = (icon: TrayIcon) => nativeImage.createFromPath(iconFile(icon)).resize({ width: 22, height: 22 });
  let shown: TrayIcon = 'idle';
  const tray = new Tray(imageOf(shown));
  tray.on('click', actions.open);
  const refresh = (): void => {
    const nowMs = app.clock.nowMs();
    const { paused, pausedUntil, runningCount, pendingApprovals } = app.status();
    const pausedUntilMs = pausedUntil === null ? null : Date.parse(pausedUntil);
    // The window writes its times in this locale, too; Node's own comes from other settings.
    const locale = electron.getLocale();
    const state = { paused, pausedUntilMs, runningCount, pendingApprovals, nowMs, locale };
    const model = trayModel({ ...state, flows: soonest(app, nowMs), lastRuns: lastRuns(app) });
    if (model.icon !== shown) tray.setImage(imageOf(model.icon));
    shown = model.icon;
    tray.setToolTip(model.tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(model.items.map((item) => toMenuItem(item, app, actions))));
  };
  let waiting: NodeJS.Timeout | undefined;
  const stopListening = app.events.listen((name) => {
    if (name !== 'app:status-changed' && name !== 'flows:changed') return;
    waiting ??= setTimeout(() => {
      waiting = undefined;
      refresh();
    }, refreshAfterMs);
  });
  refresh();
  return () => {
    stopListening();
    clearTimeout(waiting);
    tray.destroy();
  };
}

/** Only the flows that come next: there may be thousands. */
function soonest(app: App, nowMs: number): FlowSummary[] {
  const flows: FlowSummary[] = [];
  const upcoming = [...app.scheduler.upcoming()].filter(({ nextMs }) => Number.isFinite(nextMs));
  for (const { schedule } of upcoming.sort((a, b) => a.nextMs - b.nextMs)) {
    const flow = flowSummaryOf(app.db, schedule.flowId, nowMs);
    if (flow.status === 'on') flows.push(flow);
    if (flows.length === firingsShown) break;
  }
  return flows;
}

/** Among the newest runs: those that have ended. */
function lastRuns(app: App): TrayState['lastRuns'] {
  return listRuns(app.db, { limit: resultsShown * 4 })
    .flatMap(({ id, flow_name, status, ended_at_ms }) =>
      ended_at_ms === null ? [] : [{ id, flowName: flow_name, status, endedAtMs: ended_at_ms }],
    )
    .slice(0, resultsShown);
}

function toMenuItem(item: TrayItem, app: App, actions: TrayActions): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'heading':
      return { label: item.label, enabled: false };
    case 'flow':
      return { label: item.label, click: () => actions.openFlow(item.flowId) };
    case 'run':
      return { label: item.label, click: () => actions.openRun(item.runId) };
    case 'menu':
      return { label: item.label, submenu: item.items.map((inner) => toMenuItem(inner, app, actions)) };
    case 'pause':
      return { label: item.label, click: () => app.pauseAll(true, item.untilMs) };
    case 'action':
      return { label: item.label, click: () => perform(item.action, app, actions) };
  }
}

function perform(action: Extract<TrayItem, { kind: 'action' }>['action'], app: App, actions: TrayActions): void {
  if (action === 'open') actions.open();
  else if (action === 'quit') actions.quit();
  else if (action === 'approvals') actions.openApprovals();
  else app.pauseAll(false);
}
