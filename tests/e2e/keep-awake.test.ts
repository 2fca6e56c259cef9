/** The computer stays awake while a run works, as Electron itself says. Hunts: a switch that does nothing, a hold never let go. */
import { expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { waitFlow } from '../support/flow-files.ts';
import { type Home, homeOfTest } from '../support/home.ts';

/** Whether anything in the app holds the system awake; Electron counts its holds up from 0. */
async function isHeld({ electron }: OpenApp): Promise<boolean> {
  return await electron.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 50 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  );
}

async function startRun(home: Home, { page }: OpenApp): Promise<string> {
  const { json } = await home.json<FlowSummary>('flow', 'add', home.file('flow.json', waitFlow(60)));
  return await page.evaluate(async (flowId) => {
    const run = await window.majordomo.flows.run({ flowId });
    if (!run.ok) throw new Error(run.error.message);
    return run.value.runId;
  }, json.id);
}

it('off unless it is wanted; then a run holds it from its start to its end', async () => {
  const home = homeOfTest();
  const app = await home.open();
  const runId = await startRun(home, app);
  await eventually(async () => {
    const { json } = await home.json<{ rows?: unknown[] }>('table', 'query', 'steps');
    expect(json.rows).toHaveLength(1);
  });
  expect(await isHeld(app)).toBe(false);

  await home.json('settings', 'set', 'power.keep-awake', 'true');
  expect(await isHeld(app)).toBe(true);
  await home.json('run', 'cancel', runId);
  await eventually(async () => expect(await isHeld(app)).toBe(false));

  const other = await startRun(home, app);
  await eventually(async () => expect(await isHeld(app)).toBe(true));
  await home.json('settings', 'set', 'power.keep-awake', 'false');
  expect(await isHeld(app)).toBe(false);
  await home.json('run', 'cancel', other);
});
