/** What the tray menu says. Hunts: a menu that lies about what comes next. */
import { describe, expect, it } from 'vitest';
import { trayModel } from '../../src/main/tray/tray-model.ts';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';

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

describe('the tray menu', () => {
  it('lists the next firings, soonest first, and offers to pause all', () => {
    const flows = [
      flow('a', 'Kettle price', [at(23, 9)]),
      flow('b', 'Disk check', [at(22, 20)]),
      flow('c', 'By hand', []),
    ];
    expect(trayModel({ paused: false, runningCount: 0, flows, nowMs, locale: 'en-GB' })).toEqual({
      tooltip: 'Majordomo, next: Disk check',
      items: [
        { kind: 'action', label: 'Open Majordomo', action: 'open' },
        { kind: 'separator' },
        { kind: 'heading', label: 'Next' },
        { kind: 'flow', flowId: 'b', label: '20:00  Disk check' },
        { kind: 'flow', flowId: 'a', label: 'tomorrow 09:00  Kettle price' },
        { kind: 'separator' },
        { kind: 'action', label: 'Pause all', action: 'pause-all' },
        { kind: 'action', label: 'Quit', action: 'quit' },
      ],
    });
  });

  it('shows no firing while everything is paused, and offers to resume', () => {
    const { tooltip, items } = trayModel({
      paused: true,
      runningCount: 0,
      flows: [flow('a', 'Kettle price', [at(23, 9)])],
      nowMs,
    });
    expect(tooltip).toBe('Majordomo, paused');
    expect(items.map((item) => ('label' in item ? item.label : ''))).toEqual([
      'Open Majordomo',
      '',
      'Everything is paused',
      '',
      'Resume all',
      'Quit',
    ]);
  });

  it('shows at most five firings', () => {
    const flows = Array.from({ length: 9 }, (_, index) => flow(`f${index}`, `Flow ${index}`, [at(23, index)]));
    expect(
      trayModel({ paused: false, runningCount: 0, flows, nowMs }).items.filter(({ kind }) => kind === 'flow'),
    ).toHaveLength(5);
  });
});
