/**
 * A sleep of three days in the real app: its process stands still while the system's clock goes on, then the machine wakes. Hunts: a
 * firing that vanishes, one without its reason, a stampede of made-up runs, a missed firing that runs twice.
 * The clock is the one the app reads (`Date`), moved from outside as an operating system does; the app has no switch for it.
 */
import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { AgendaPage } from '../../src/shared/domain/agenda.ts';
import type { FlowDetail, FlowSummary } from '../../src/shared/domain/flow.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { rowFlow } from '../support/flow-files.ts';
import { type Home, homeOfTest } from '../support/home.ts';
import { clockOf, wakeUp } from '../support/sleep.ts';
import { openPage } from '../support/window.ts';

const zone = '+01:00';
const monday = Date.parse(`2027-01-11T08:00:00${zone}`);
const thursday = Date.parse(`2027-01-14T08:05:00${zone}`);
const absent = 'asleep or switched off until 2027-01-14 08:05';

async function add(home: Home, name: string, ...policies: string[]): Promise<string> {
  const file = home.file('flow.json', rowFlow(name, 'every day at 9am'));
  const { json } = await home.json<FlowSummary>('flow', 'add', file);
  if (policies.length > 0) await home.json('schedule', 'set', json.id, ...policies);
  return json.id;
}

/** "Mon late: why", oldest first. */
async function ledger(home: Home, flowId: string): Promise<string[]> {
  const { json } = await home.json<FlowDetail>('flow', 'show', flowId);
  return json.occurrences
    .map(({ dueAtMs, status, reason }) => `${weekday(dueAtMs)} ${status}${reason === null ? '' : `: ${reason}`}`)
    .reverse();
}

function weekday(ms: number): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'Europe/Berlin' }).format(ms);
}

async function rowsOf(home: Home, flow: string): Promise<number> {
  const { json } = await home.json<{ rows?: Array<{ flow: string }> }>('table', 'query', 'firings');
  return (json.rows ?? []).filter((row) => row.flow === flow).length;
}

const row = (app: OpenApp, day: string, flow: string): Locator =>
  app.page.getByRole('region', { name: day }).getByRole('listitem').filter({ hasText: flow });

describe('three days asleep', () => {
  it('each missed firing is in the agenda with its reason, policies decide what runs, and Run missed runs one once', async () => {
    const home = homeOfTest();
    const app = await home.open();
    await clockOf(app, monday);
    const skips = await add(home, 'Skip report', '--misfire', 'skip');
    const latest = await add(home, 'Latest report');
    const all = await add(home, 'All report', '--misfire', 'all', '--window', '7d', '--cap', '2', '--overlap', 'queue');

    await clockOf(app, thursday);
    await wakeUp(app);

    await eventually(async () => {
      expect(await ledger(home, skips)).toEqual([
        `Mon missed: ${absent}`,
        `Tue missed: ${absent}`,
        `Wed missed: ${absent}`,
      ]);
      expect(await ledger(home, latest)).toEqual([
        `Mon missed: ${absent}, longer than this flow is made up for (24 hours)`,
        `Tue missed: ${absent}, longer than this flow is made up for (24 hours)`,
        `Wed late: ${absent}`,
      ]);
      expect(await ledger(home, all)).toEqual([
        `Mon missed: ${absent}; only the latest 2 are made up for`,
        `Tue late: ${absent}`,
        `Wed late: ${absent}`,
      ]);
    });
    expect([
      await rowsOf(home, 'Skip report'),
      await rowsOf(home, 'Latest report'),
      await rowsOf(home, 'All report'),
    ]).toEqual([0, 1, 2]);

    // The page says the same.
    await openPage(app.page, 'Agenda');
    await app.page.getByRole('button', { name: 'List' }).click();
    const missed = row(app, 'Tue 12 Jan', 'Skip report');
    await missed.getByText(`missed: ${absent}`).waitFor();
    await row(app, 'Mon 11 Jan', 'All report').getByText('only the latest 2 are made up for').waitFor();
    await row(app, 'Mon 11 Jan', 'Latest report').getByText('longer than this flow is made up for').waitFor();

    // Pressed twice, as impatient people do.
    await missed.getByRole('button', { name: 'Run it now' }).dblclick();
    await eventually(async () => expect(await rowsOf(home, 'Skip report')).toBe(1));
    await missed.getByText('run because you asked').waitFor();
    expect(await missed.getByRole('button', { name: 'Run it now' }).count()).toBe(0);
    expect(await ledger(home, skips)).toEqual([
      `Mon missed: ${absent}`,
      expect.stringMatching(/^Tue late: .*; run because you asked, on 2027-01-14 08:0\d$/),
      `Wed missed: ${absent}`,
    ]);

    // What is left runs at one press, those of one flow in turn; asking again for one of them is refused.
    const { json: agenda } = await home.json<AgendaPage>(
      'agenda',
      '--from',
      new Date(monday).toISOString(),
      '--to',
      new Date(thursday).toISOString(),
    );
    const left = agenda.entries.filter(({ canRun }) => canRun);
    expect(left).toHaveLength(5);
    await app.page.getByRole('button', { name: 'Run missed (5)' }).click();
    await eventually(async () =>
      expect([
        await rowsOf(home, 'Skip report'),
        await rowsOf(home, 'Latest report'),
        await rowsOf(home, 'All report'),
      ]).toEqual([3, 3, 3]),
    );
    await eventually(async () => expect(await app.page.getByRole('button', { name: /^Run missed/ }).count()).toBe(0));
    const again = await home.json('schedule', 'run-missed', left[0]?.occurrenceId ?? '');
    expect(again.json).toMatchObject({ error: { code: 'Occurrence.NotMissed' } });
    for (const id of [skips, latest, all]) {
      const { json } = await home.json<FlowDetail>('flow', 'show', id);
      const runIds = json.occurrences.map(({ runId }) => runId);
      expect(runIds).toHaveLength(3);
      expect(new Set(runIds)).toEqual(new Set(json.runs.map(({ id: runId }) => runId)));
    }

    // What comes next is the day's own firing.
    const { json: flow } = await home.json<FlowSummary>('flow', 'show', skips);
    expect(flow.schedule?.next[0]).toBe(`2027-01-14T09:00:00${zone}`);
  });
});
