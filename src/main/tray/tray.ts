import { app as electron, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { FlowSummary } from '../../shared/domain/flow.ts';
import type { App } from '../app.ts';
import { flowSummaryOf } from '../flows/flow-views.ts';
import { firingsShown, type TrayItem, trayModel } from './tray-model.ts';

/** The menu is made anew at most this often, however much happens. */
const refreshAfterMs = 250;

export interface TrayActions {
  open(): void;
  openFlow(flowId: string): void;
  quit(): void;
}

/** @returns removes the icon */
export function createTray(app: App, icon: string, actions: TrayActions): () => void {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }));
  tray.on('click', actions.open);
  const refresh = (): void => {
    const nowMs = app.clock.nowMs();
    const { paused, runningCount } = app.status();
    // The window writes its times in this locale, too; Node's own comes from other settings.
    const locale = electron.getLocale();
    const model = trayModel({ paused, runningCount, flows: soonest(app, nowMs), nowMs, locale });
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

function toMenuItem(item: TrayItem, app: App, actions: TrayActions): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'heading':
      return { label: item.label, enabled: false };
    case 'flow':
      return { label: item.label, click: () => actions.openFlow(item.flowId) };
    case 'action':
      return { label: item.label, click: () => perform(item.action, app, actions) };
  }
}

function perform(action: Extract<TrayItem, { kind: 'action' }>['action'], app: App, actions: TrayActions): void {
  if (action === 'open') actions.open();
  else if (action === 'quit') actions.quit();
  else app.pauseAll(action === 'pause-all');
}
