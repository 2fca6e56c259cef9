/**
 * The Graph tab of a flow: its shape in words, the way of a run under way and of a past one, by keys. Hunts: a graph that stands still
 * while its run goes on, a way shown that was not taken, a step that keys do not reach.
 */
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { waitFlow } from '../support/flow-files.ts';
import { homeOfFile } from '../support/home.ts';
import { openStartedRun } from '../support/window.ts';

const home = homeOfFile();
let app: OpenApp;

/** Asks for a decision on the way, so that the run stands still until the test goes on. */
function decidedFlow() {
  const flow = waitFlow(0);
  const states = flow.definition.States;
  return {
    ...flow,
    name: 'Decided',
    definition: {
      ...flow.definition,
      States: {
        Before: { ...states.Before, Next: 'Ask' },
        Ask: {
          Type: 'Task',
          Resource: 'approval',
          Arguments: { question: 'Go on?' },
          Catch: [{ ErrorEquals: ['Approval.Denied'], Next: 'Denied' }],
          Next: 'After',
        },
        After: states.After,
        Denied: { Type: 'Pass', Comment: 'Leave it', End: true },
      },
    },
  };
}

const step = (page: Page, state: string): Locator => page.locator(`[data-testid=graph-node][data-state="${state}"]`);
const statusBecomes = (page: Page, state: string, status: string | null) =>
  eventually(async () => expect(await step(page, state).getAttribute('data-status')).toBe(status));

describe('the graph of a flow', () => {
  it('shows the way of a run while it is under way, and once it has ended', async () => {
    const { json } = await home.json<{ id: string }>('flow', 'add', home.file('flow.json', decidedFlow()));
    app = await home.open();
    const { page } = app;
    await page.evaluate((id) => {
      window.location.hash = `#/flows/${id}/graph`;
    }, json.id);
    await step(page, 'Ask').waitFor();
    await statusBecomes(page, 'Before', null);
    await page.getByRole('button', { name: 'Run now' }).click();
    await statusBecomes(page, 'Before', 'succeeded');
    await statusBecomes(page, 'Ask', 'running');
    await statusBecomes(page, 'After', null);
    await page.evaluate(async () => {
      const pending = await window.majordomo.approvals.pending();
      if (!pending.ok || !pending.value[0]) throw new Error('nothing waits for an answer');
      await window.majordomo.approvals.decide({ approvalId: pending.value[0].id, decision: 'denied', note: null });
    });
    await statusBecomes(page, 'Ask', 'caught');
    await statusBecomes(page, 'Denied', 'succeeded');
    await statusBecomes(page, 'After', null);
    expect(await step(page, 'Ask').getAttribute('aria-label')).toContain('if it fails with Approval.Denied: Leave it');
  });

  it('goes from step to step by keys and shows one with Enter, what it was given and where it leads', async () => {
    const { page } = app;
    await page
      .getByRole('region', { name: 'The flow as a graph' })
      .first()
      .getByRole('button', { name: 'Open run' })
      .focus();
    await page.keyboard.press('Tab');
    await eventually(async () => expect(await focused(page)).toBe('Before'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Step', exact: true });
    await panel.getByText('Approval.Denied').first().waitFor();
    await page.keyboard.press('ArrowUp');
    await panel.getByText('Add a row to the table steps').first().waitFor();
    await panel.getByText('before', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await panel.count()).toBe(0));
    expect(await focused(page)).toBe('Before');
  });

  it('shows the way of an older run, and the flow alone', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Run now' }).click();
    await statusBecomes(page, 'Denied', null);
    await page.getByRole('button', { name: /^Latest run/ }).click();
    await page.getByRole('menuitemradio').last().click();
    await statusBecomes(page, 'Denied', 'succeeded');
    await page.getByRole('button', { name: /^Run:/ }).click();
    await page.getByRole('menuitemradio', { name: 'The flow alone' }).click();
    await statusBecomes(page, 'Before', null);
    await openStartedRun(page);
  });
});

describe('the Tab key in the graph of a long flow', () => {
  const count = 24;
  const states = Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `S${n + 1}`,
      n + 1 === count ? { Type: 'Succeed' } : { Type: 'Pass', Next: `S${n + 2}` },
    ]),
  );
  const canvas = (page: Page) => page.getByRole('region', { name: 'The flow as a graph' }).last();

  it('stops once in the graph and once at its tools, in that order, and goes on after it', async () => {
    const { page } = app;
    const definition = { QueryLanguage: 'JSONata', StartAt: 'S1', States: states };
    const file = home.file('long.json', { name: 'Long', workers: [], definition });
    const { json } = await home.json<{ id: string }>('flow', 'add', file);
    await page.evaluate((id) => {
      window.location.hash = `#/flows/${id}/graph`;
    }, json.id);
    await step(page, 'S1').waitFor();
    await page.getByRole('img', { name: 'Overview' }).waitFor();
    await page.getByRole('tab', { name: 'Graph', selected: true }).focus();
    const stops = [];
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press('Tab');
      stops.push(await stop(page));
    }
    expect(stops.slice(0, 2)).toEqual(['in the graph: S1', 'in the graph: Zoom out']);
    expect(stops.slice(2).filter((one) => one.startsWith('in the graph'))).toEqual([]);
    await page.getByRole('button', { name: 'Zoom out' }).focus();
    const tools = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) {
      await page.keyboard.press(key);
      tools.push(await stop(page));
    }
    expect(tools).toEqual(['Zoom in', 'Show all of it', 'Zoom in'].map((name) => `in the graph: ${name}`));
    await page.keyboard.press('Shift+Tab');
    expect(await stop(page)).toBe('in the graph: S1');
    await page.keyboard.press('Shift+Tab');
    expect(await stop(page)).toBe('Graph');
  });

  it('brings the step into sight that it stops at, without shifting what is around', async () => {
    const { page } = app;
    const inSight = async () => {
      const [area, node] = [await canvas(page).boundingBox(), await step(page, 'S1').boundingBox()];
      return area !== null && node !== null && node.y >= area.y - 1 && node.y + node.height <= area.y + area.height + 1;
    };
    await eventually(async () => expect(await inSight()).toBe(true));
    await canvas(page).hover();
    await page.mouse.wheel(0, 3_000);
    await eventually(async () => expect(await inSight()).toBe(false));
    await page.getByRole('tab', { name: 'Graph', selected: true }).focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('S1');
    await eventually(async () => expect(await inSight()).toBe(true));
    expect(
      await canvas(page).evaluate((area) => {
        const around: number[] = [];
        for (let one: Element | null = area; one && one.role !== 'main'; one = one.parentElement)
          around.push(one.scrollTop);
        return around.filter((top) => top !== 0);
      }),
    ).toEqual([]);
  });
});

/** What has the focus, by its name. */
const stop = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const name = at?.getAttribute('data-state') ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    return at?.closest('.flow-graph') ? `in the graph: ${name}` : name;
  });

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-state') ?? null);
