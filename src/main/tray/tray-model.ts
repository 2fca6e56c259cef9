import type { FlowSummary } from '../../shared/domain/flow.ts';
import type { RunStatus } from '../../shared/domain/run.ts';

/** What the tray menu says, apart from how a desktop draws it. */
export type TrayItem =
  | { kind: 'action'; label: string; action: 'open' | 'approvals' | 'resume-all' | 'quit' }
  /** Pauses everything; null: until it is resumed by hand. */
  | { kind: 'pause'; label: string; untilMs: number | null }
  | { kind: 'menu'; label: string; items: TrayItem[] }
  | { kind: 'flow'; label: string; flowId: string }
  | { kind: 'run'; label: string; runId: string }
  | { kind: 'heading'; label: string }
  | { kind: 'separator' };

/** What the icon shows. What asks for the user goes before everything else. */
export type TrayIcon = 'idle' | 'running' | 'needs-you' | 'paused';

export interface TrayModel {
  icon: TrayIcon;
  tooltip: string;
  items: TrayItem[];
}

export interface TrayState {
  paused: boolean;
  /** When the pause ends by itself; null: when it is resumed. */
  pausedUntilMs: number | null;
  runningCount: number;
  /** Questions that wait for the user. */
  pendingApprovals: number;
  flows: readonly FlowSummary[];
  /** Ended runs, newest first. */
  lastRuns: ReadonlyArray<{ id: string; flowName: string; status: RunStatus; endedAtMs: number | null }>;
  nowMs: number;
  locale?: string;
}

export const firingsShown = 5;
export const resultsShown = 3;
/** "Until tomorrow" is until this hour. */
const morning = 8;

export function trayModel(state: TrayState): TrayModel {
  const next = state.flows
    .flatMap(({ id, name, schedule }) =>
      schedule?.next[0] === undefined ? [] : [{ flowId: id, name, at: schedule.next[0] }],
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .slice(0, firingsShown);
  const firings: TrayItem[] = next.map(({ flowId, name, at }) => ({
    kind: 'flow',
    flowId,
    label: `${when(Date.parse(at), state.nowMs, state.locale)}  ${name}`,
  }));
  return {
    icon: iconOf(state),
    tooltip: tooltip(state, next[0]?.name),
    items: [
      { kind: 'action', label: 'Open Majordomo', action: 'open' },
      ...needing(state.pendingApprovals),
      { kind: 'separator' },
      { kind: 'heading', label: headingOf(state, firings.length) },
      ...(state.paused ? [] : firings),
      ...resultsOf(state),
      { kind: 'separator' },
      state.paused ? { kind: 'action', label: 'Resume all', action: 'resume-all' } : pauses(state),
      { kind: 'action', label: 'Quit', action: 'quit' },
    ],
  };
}

function iconOf({ pendingApprovals, paused, runningCount }: TrayState): TrayIcon {
  if (pendingApprovals > 0) return 'needs-you';
  if (paused) return 'paused';
  return runningCount > 0 ? 'running' : 'idle';
}

function needing(pendingApprovals: number): TrayItem[] {
  if (pendingApprovals === 0) return [];
  const label = pendingApprovals === 1 ? 'A flow needs you' : `${pendingApprovals} questions wait for you`;
  return [{ kind: 'action', label, action: 'approvals' }];
}

function resultsOf({ lastRuns, nowMs, locale }: TrayState): TrayItem[] {
  if (lastRuns.length === 0) return [];
  const items = lastRuns.slice(0, resultsShown).map(
    ({ id, flowName, status, endedAtMs }): TrayItem => ({
      kind: 'run',
      runId: id,
      label: `${when(endedAtMs ?? nowMs, nowMs, locale)}  ${flowName}${resultWords(status)}`,
    }),
  );
  return [{ kind: 'separator' }, { kind: 'heading', label: 'Last' }, ...items];
}

function resultWords(status: RunStatus): string {
  if (status === 'FAILED' || status === 'TIMED_OUT') return ': failed';
  return status === 'ABORTED' ? ': cancelled' : ': ran';
}

function pauses({ nowMs }: TrayState): TrayItem {
  const tomorrow = new Date(nowMs);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(morning, 0, 0, 0);
  return {
    kind: 'menu',
    label: 'Pause all',
    items: [
      { kind: 'pause', label: 'For 15 minutes', untilMs: nowMs + 15 * 60_000 },
      { kind: 'pause', label: 'For an hour', untilMs: nowMs + 60 * 60_000 },
      { kind: 'pause', label: 'Until tomorrow morning', untilMs: tomorrow.getTime() },
      { kind: 'pause', label: 'Until I resume it', untilMs: null },
    ],
  };
}

function headingOf({ paused, pausedUntilMs, nowMs, locale }: TrayState, firings: number): string {
  if (paused && pausedUntilMs !== null) return `Everything is paused until ${when(pausedUntilMs, nowMs, locale)}`;
  if (paused) return 'Everything is paused';
  return firings > 0 ? 'Next' : 'Nothing is scheduled';
}

function tooltip(state: TrayState, next: string | undefined): string {
  if (state.pendingApprovals > 0) return 'Majordomo needs you';
  if (state.paused) return 'Majordomo, paused';
  if (state.runningCount > 0) return `Majordomo, ${state.runningCount} running`;
  return next === undefined ? 'Majordomo' : `Majordomo, next: ${next}`;
}

/** "09:00" today, "tomorrow 09:00", "yesterday 09:00", "Thu 09:00" within a week, else the date. */
export function when(atMs: number, nowMs: number, locale?: string): string {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((startOfDay(at) - startOfDay(new Date(nowMs))) / 86_400_000);
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (Math.abs(days) < 7) return `${at.toLocaleDateString(locale, { weekday: 'short' })} ${time}`;
  return `${at.toLocaleDateString(locale, { day: 'numeric', month: 'short' })} ${time}`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
