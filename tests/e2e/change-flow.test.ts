/**
 * A flow that exists is changed in the window: a limit in its outline, its source, back to a version before, and a flow that comes from
 * a file. Hunts: a change that no run follows, an error that is shown nowhere, work that is lost with a tab, a file that is stored unasked.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { FlowDetail } from '../../src/shared/domain/flow.ts';
import type { RunDetail } from '../../src/shared/domain/run.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { dismissNotes, flowRow, hashBecomes, openPage, textOf } from '../support/window.ts';
import { worldOfFile } from '../support/world.ts';

const home = homeOfFile();
const { base } = await worldOfFile({ price: 89.5 });
let app: OpenApp;
let flowId: string;

const stored = async (id = flowId): Promise<FlowDetail> => (await home.json<FlowDetail>('flow', 'show', id)).json;

beforeAll(async () => {
  const request = `Check ${base}/product daily at 9am. If the price is below $100 notify me, else log it to the table price_log`;
  const asked = await home.json<{ flow: { id: string } }>('ask', request, '--approve');
  flowId = asked.json.flow.id;
  app = await home.open();
});

async function show(tab: string): Promise<void> {
  await app.page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/flows/${flowId}/${tab}`);
}

/** Runs it to its end. @returns the states it went through */
async function statesOfRun(): Promise<string[]> {
  const { json } = await home.json<{ runId: string }>('flow', 'run', flowId);
  const { run, steps } = (await home.json<RunDetail>('run', 'show', json.runId)).json;
  expect(run.status).toBe('SUCCEEDED');
  return steps.map(({ state }) => state);
}

describe('a value of the outline', () => {
  it('is changed where it stands, by keys; the next run goes by it, and undo brings it back', async () => {
    const { page } = app;
    expect(await statesOfRun()).toContain('Notify me');
    await show('outline');
    const limit = page.getByRole('button', { name: '$100: change the limit' });
    await limit.focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Limit' });
    await field.fill('a lot');
    await page.getByText('Write a number, such as 80').waitFor();
    await field.fill('80');
    await page.keyboard.press('Enter');
    await page.getByText('Saved: “$100” became “$80”').waitFor();
    await page.getByRole('button', { name: '$80: change the limit' }).waitFor();
    expect(await stored()).toMatchObject({ version: 2 });
    expect(await statesOfRun()).toContain('Add a row to price_log');

    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.getByRole('button', { name: '$100: change the limit' }).waitFor();
    const after = await stored();
    expect(after.version).toBe(3);
    expect(JSON.stringify(after.definition)).toContain('$price < 100');
    expect(await statesOfRun()).toContain('Notify me');
  });

  it('that its worker may not use is only saved together with the permission', async () => {
    const { page } = app;
    await dismissNotes(page);
    await show('outline');
    await page.getByRole('button', { name: 'price_log: change the table' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill('prices');
    await page.keyboard.press('Enter');
    await page.getByText(/may use table_insert on prices/).waitFor();
    expect((await stored()).version).toBe(3);
    await page.getByRole('button', { name: 'Allow and save' }).click();
    await page.getByRole('button', { name: 'prices: change the table' }).waitFor();
    const { workers } = await stored();
    expect(workers.flatMap(({ tools }) => tools).find(({ tool }) => tool === 'table_insert')?.limits.tables).toEqual([
      'price_log',
      'prices',
    ]);
  });
});

describe('the source of a flow', () => {
  it('says what is wrong as one types, keeps what is not saved, and is saved by Ctrl-S', async () => {
    const { page } = app;
    await dismissNotes(page);
    await show('source');
    const editor = page.getByRole('textbox', { name: 'Source of the flow' });
    await editor.waitFor();
    const { version, definition } = await stored();
    const text = JSON.stringify(definition, null, 2);
    const replace = async (next: string) => {
      await editor.focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(next);
    };
    await replace(text.replace('"StartAt": "Fetch the page"', '"StartAt": "Fetch the pag"'));
    const problem = page.getByRole('list', { name: 'Problems of the source' }).getByRole('button').first();
    await problem.waitFor();
    expect(await textOf(problem)).toMatch(/^Line 4 .*Fetch the page/);
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    expect(await page.locator('.cm-lintRange-error').first().innerText()).toBe('"Fetch the pag"');

    // Another tab and back: nothing is lost.
    await show('runs');
    await page.getByText('Firings').first().waitFor();
    await show('source');
    await problem.waitFor();

    await replace('{ "StartAt": ');
    await page
      .getByText(/This is not JSON/)
      .first()
      .waitFor();
    await replace(text.replace('"TimeoutSeconds": 60', '"TimeoutSeconds": 45'));
    await page.getByText('No problems').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Saved: Edited in the source').waitFor();
    expect(await stored()).toMatchObject({ version: version + 1 });
    expect(JSON.stringify((await stored()).definition)).toContain('"TimeoutSeconds":45');
    expect(await page.getByText('Not saved').count()).toBe(0);
  });

  it('is taken back and done again by keys, and left with Esc and Tab', async () => {
    const { page } = app;
    const editor = page.getByRole('textbox', { name: 'Source of the flow' });
    const content = () => editor.innerText();
    const before = await content();
    await editor.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('x');
    expect(await content()).not.toBe(before);
    await page.keyboard.press('Control+z');
    expect(await content()).toBe(before);
    await page.keyboard.press('Control+y');
    expect(await content()).not.toBe(before);
    await page.getByRole('button', { name: 'Discard' }).click();
    await eventually(async () => expect(await content()).toBe(before));
    await editor.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await content()).toBe(before);
    expect(await editor.evaluate((element) => element.contains(document.activeElement))).toBe(false);
  });
});

describe('the versions of a flow', () => {
  it('say what each changed, and one of them becomes current again', async () => {
    const { page } = app;
    await dismissNotes(page);
    await show('versions');
    await page.getByRole('button', { name: /^Version 2/ }).click();
    const difference = page.getByRole('list', { name: 'In plain English' });
    await difference.getByText('If the price is below $80').waitFor();
    expect(await textOf(difference)).toContain('No longer: If the price is below $100');
    await page.getByRole('button', { name: 'Restore version 2' }).click();
    await page.getByText('Version 2 is current again').waitFor();
    expect(JSON.stringify((await stored()).definition)).toContain('$price < 80');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await eventually(async () => expect(JSON.stringify((await stored()).definition)).toContain('$price < 100'));
  });
});

describe('a copy and a file of a flow', () => {
  it('a copy stays paused until it is resumed', async () => {
    const { page } = app;
    await dismissNotes(page);
    await openPage(page, 'Flows');
    const name = (await stored()).name;
    await flowRow(page, name)
      .getByRole('button', { name: `More for ${name}` })
      .click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    const copyId = (await hashBecomes(page, new RegExp(`^#/flows/(?!${flowId})`))).replace('#/flows/', '');
    expect(await stored(copyId)).toMatchObject({ name: `${name} (copy)`, status: 'paused', version: 1 });
  });

  it('a dropped file is shown with what it asks for, and stored once that is allowed', async () => {
    const { page } = app;
    const exported = (await home.json<{ name: string }>('flow', 'export', flowId)).json;
    await openPage(page, 'Flows');
    const drop = (fileName: string, text: string) =>
      page
        .getByTestId('flows-list')
        .evaluateHandle(
          (_list, [name, content]) => {
            const data = new DataTransfer();
            data.items.add(new File([content], name, { type: 'application/json' }));
            return data;
          },
          [fileName, text] as [string, string],
        )
        .then((dataTransfer) => page.getByTestId('flows-list').dispatchEvent('drop', { dataTransfer }));
    await drop('broken.json', JSON.stringify({ ...exported, workers: [] }));
    await page.getByText('This file cannot be used').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    await drop('kettle.json', JSON.stringify({ ...exported, name: 'From a file' }));
    const dialog = page.getByRole('dialog', { name: 'From kettle.json' });
    await dialog.getByText('What it asks to be allowed').waitFor();
    expect(await textOf(dialog)).toMatch(/price checker.*notify you/);
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    expect((await home.json<{ name: string }[]>('flow', 'list')).json.map(({ name }) => name)).not.toContain(
      'From a file',
    );

    await drop('kettle.json', JSON.stringify({ ...exported, name: 'From a file' }));
    await dialog.getByRole('button', { name: 'Allow and set up' }).click();
    await hashBecomes(page, /^#\/flows\/flow_/);
    await openPage(page, 'Flows');
    await flowRow(page, 'From a file').waitFor();
  });
});
