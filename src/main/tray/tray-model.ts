import type { FlowSummary } from '../../shared/domain/flow.ts';

/** What the tray menu says, apart from how a desktop draws it. */
export type TrayItem =
  | { kind: 'action'; label: string; action: 'open' | 'pause-all' | 'resume-all' | 'quit' }
  | { kind: 'flow'; label: string; flowId: string }
  | { kind: 'heading'; label: string }
  | { kind: 'separator' };

export interface TrayModel {
  tooltip: string;
  items: TrayItem[];
}

export const firingsShown = 5;

export function trayModel(state: {
  paused: boolean;
  runningCount: number;
  flows: readonly FlowSummary[];
  nowMs: number;
  locale?: string;
}): TrayModel {
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
    tooltip: tooltip(state, next[0]?.name),
    items: [
      { kind: 'action', label: 'Open Majordomo', action: 'open' },
      { kind: 'separator' },
      { kind: 'heading', label: headingOf(state.paused, firings.length) },
      ...(state.paused ? [] : firings),
      { kind: 'separator' },
      state.paused
        ? { kind: 'action', label: 'Resume all', action: 'resume-all' }
        : { kind: 'action', label: 'Pause all', action: 'pause-all' },
      { kind: 'action', label: 'Quit', action: 'quit' },
    ],
  };
}

function headingOf(paused: boolean, firings: number): string {
  if (paused) return 'Everything is paused';
  return firings > 0 ? 'Next' : 'Nothing is scheduled';
}

function tooltip(state: { paused: boolean; runningCount: number }, next: string | undefined): string {
  if (state.paused) return 'Majordomo, paused';
  if (state.runningCount > 0) return `Majordomo, ${state.runningCount} running`;
  return next === undefined ? 'Majordomo' : `Majordomo, next: ${next}`;
}

/** "09:00" today, "tomorrow 09:00", "Thu 09:00" within a week, else the date. */
export function when(atMs: number, nowMs: number, locale?: string): string {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((startOfDay(at) - startOfDay(new Date(nowMs))) / 86_400_000);
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  if (days < 7) return `${at.toLocaleDateString(locale, { weekday: 'short' })} ${time}`;
  return `${at.toLocaleDateString(locale, { day: 'numeric', month: 'short' })} ${time}`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
