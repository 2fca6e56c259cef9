/** What the tray menu says. Hunts: a menu that lies about what comes next. */
import { describe, expect, it } from 'vitest';
import { type TrayItem, trayModel } from '../../src/main/tray/tray-model.ts';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import type { RunStatus } from '../../src/shared/domain/run.ts';

const nowMs = new Date(2026, 10, 22, 15, 0).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 0).toISOString();

function flow(id: string, name: string, next: string[]): FlowSummary {
  return {
    id,
    name,
    task: name,
    status: 'on',
    schedule: { kind: 'cron', cron: '0 9 * * *', timezone: 'UTC', text: 'daily', words: 'Every day', next },
    lastRun: null,
    health: [],
    runningCount: 0,
  };
}

const idle = {
  paused: false,
  pausedUntilMs: null,
  runningCount: 0,
  pendingApprovals: 0,
  flows: [],
  lastRuns: [],
  nowMs,
  locale: 'en-GB',
};
const words = (items: readonly TrayItem[]) => items.map((item) => ('label' in item ? item.label : ''));

describe('the tray menu', () => {
  it('lists the next firings, soonest first, and offers to pause all', () => {
    const flows = [
      flow('a', 'Kettle price', [at(23, 9)]),
      flow('b', 'Disk check', [at(22, 20)]),
      flow('c', 'By hand', []),
    ];
    expect(trayModel({ ...idle, flows })).toEqual({
      icon: 'idle',
      tooltip: 'Majordomo, next: Disk check',
      items: [
        { kind: 'action', label: 'Open Majordomo', action: 'open' },
        { kind: 'separator' },
        { kind: 'heading', label: 'Next' },
        { kind: 'flow', flowId: 'b', label: '20:00  Disk check' },
        { kind: 'flow', flowId: 'a', label: 'tomorrow 09:00  Kettle price' },
        { kind: 'separator' },
        {
          kind: 'menu',
          label: 'Pause all',
          items: [
            { kind: 'pause', label: 'For 15 minutes', untilMs: nowMs + 900_000 },
            { kind: 'pause', label: 'For an hour', untilMs: nowMs + 3_600_000 },
            { kind: 'pause', label: 'Until tomorrow morning', untilMs: new Date(2026, 10, 23, 8).getTime() },
            { kind: 'pause', label: 'Until I resume it', untilMs: null },
          ],
        },
        { kind: 'action', label: 'Quit', action: 'quit' },
      ],
    });
  });

  it('shows no firing while everything is paused, and offers to resume', () => {
    const { tooltip, items } = trayModel({ ...idle, paused: true, flows: [flow('a', 'Kettle price', [at(23, 9)])] });
    expect(tooltip).toBe('Majordomo, paused');
    expect(words(items)).toEqual(['Open Majordomo', '', 'Everything is paused', '', 'Resume all', 'Quit']);
  });

  it('shows at most five firings', () => {
    const flows = Array.from({ length: 9 }, (_, index) => flow(`f${index}`, `Flow ${index}`, [at(23, index)]));
    expect(trayModel({ ...idle, flows }).items.filter(({ kind }) => kind === 'flow')).toHaveLength(5);
  });

  it('says until when the pause lasts', () => {
    const { items } = trayModel({ ...idle, paused: true, pausedUntilMs: Date.parse(at(23, 8)) });
    expect(words(items)).toContain('Everything is paused until tomorrow 08:00');
  });

  it('lists the last results in words, newest first, each leading to its run', () => {
    const run = (id: string, status: RunStatus, hour: number) => ({
      id,
      flowName: id,
      status,
      endedAtMs: Date.parse(at(22, hour)),
    });
    const lastRuns = [run('A', 'FAILED', 14), run('B', 'SUCCEEDED', 9), run('C', 'ABORTED', 8), run('D', 'FAILED', 7)];
    const { items } = trayModel({ ...idle, lastRuns });
    expect(items.filter(({ kind }) => kind === 'run')).toEqual([
      { kind: 'run', runId: 'A', label: '14:00  A: failed' },
      { kind: 'run', runId: 'B', label: '09:00  B: ran' },
      { kind: 'run', runId: 'C', label: '08:00  C: cancelled' },
    ]);
  });

  it('has an icon for each state; what asks for the user goes first', () => {
    const icon = (state: object) => trayModel({ ...idle, ...state }).icon;
    expect([
      icon({}),
      icon({ runningCount: 2 }),
      icon({ runningCount: 2, paused: true }),
      icon({ runningCount: 2, paused: true, pendingApprovals: 1 }),
    ]).toEqual(['idle', 'running', 'paused', 'needs-you']);
    const asking = trayModel({ ...idle, pendingApprovals: 2 });
    expect(asking.tooltip).toBe('Majordomo needs you');
    expect(asking.items[1]).toEqual({ kind: 'action', label: '2 questions wait for you', action: 'approvals' });
  });
});
