/**
 * Flows out of the app and into it by the file dialogs. Hunts: a file that is not the flow, a flow that comes back as another one, one
 * that is set up before anybody agreed, a damaged file that is taken or that breaks the page.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { answerFileDialogs, dialogsAsked } from '../support/file-dialogs.ts';
import { rowFlow } from '../support/flow-files.ts';
import { homeOfFile } from '../support/home.ts';
import { flowRow, hashBecomes, openPage, textOf } from '../support/window.ts';

const home = homeOfFile();
const beside = (name: string): string => join(dirname(home.dataDir), name);
const name = 'Morning: row / notes';
let app: OpenApp;
beforeAll(async () => {
  app = await home.open();
  await home.json('flow', 'add', home.file('added.json', rowFlow(name, 'every day at 9am')));
});

async function exportInto(path: string | null): Promise<void> {
  await answerFileDialogs(app, path);
  await openPage(app.page, 'Flows');
  await flowRow(app.page, name)
    .getByRole('button', { name: `More for ${name}` })
    .click();
  await app.page.getByRole('menuitem', { name: 'Export…' }).click();
}

/** The dialog that says what a file holds. */
async function importFrom(path: string | null): Promise<Locator> {
  await answerFileDialogs(app, path);
  await openPage(app.page, 'Flows');
  await app.page.getByRole('button', { name: 'Import a flow' }).click();
  return app.page.getByRole('dialog', { name: /^From \w+\.json$/ });
}

const flows = async (): Promise<FlowSummary[]> => (await home.json<FlowSummary[]>('flow', 'list')).json;
const exported = beside('exported.json');

it('a flow is written to the file that was chosen, under a name that every file system takes, and nowhere when none was', async () => {
  await exportInto(null);
  await eventually(async () =>
    expect(await dialogsAsked(app)).toEqual([
      { kind: 'save', defaultPath: 'Morning- row - notes.json', extensions: ['json'] },
    ]),
  );
  await exportInto(exported);
  await app.page.getByText('Written to a file').waitFor();
  const [flow] = await flows();
  const { json: byTerminal } = await home.json('flow', 'export', flow?.id ?? '');
  expect(JSON.parse(readFileSync(exported, 'utf8'))).toEqual(byTerminal);
});

it('is shown before it is set up: what it does, when, and what it may; leaving it stores nothing', async () => {
  const file = JSON.parse(readFileSync(exported, 'utf8')) as Record<string, unknown>;
  writeFileSync(exported, JSON.stringify({ ...file, name: 'From a colleague' }));
  const dialog = await importFrom(exported);
  await dialog.getByText('From a colleague').first().waitFor();
  const words = await textOf(dialog);
  for (const part of ['From exported.json', 'Every day at 09:00', 'firings', 'Nothing is stored before you agree.'])
    expect(words).toContain(part);
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect((await flows()).map((flow) => flow.name)).toEqual([name]);
});

it('is the same flow when it comes back, and runs', async () => {
  const dialog = await importFrom(exported);
  await dialog.getByRole('button', { name: 'Allow and set up' }).click();
  const flowId = (await hashBecomes(app.page, /^#\/flows\/flow_/)).replace(/^#\/flows\/([^/?]+).*$/, '$1');
  expect((await home.json('flow', 'export', flowId)).json).toEqual(JSON.parse(readFileSync(exported, 'utf8')));
  expect((await flows()).find(({ id }) => id === flowId)).toMatchObject({ name: 'From a colleague', status: 'on' });
  expect((await home.json('flow', 'run', flowId)).json).toMatchObject({ status: 'SUCCEEDED' });
});

it.each([
  ['is cut off in its middle', (text: string) => text.slice(0, text.length / 2), /not JSON|JSON/],
  ['is empty', () => '', /JSON/],
  ['is of another kind', () => '{"name":"shopping","items":["milk"]}', /definition/],
  [
    'leads to a step that is not there',
    (text: string) => text.replace(/"StartAt": ?"[^"]*"/, '"StartAt": "Nowhere"'),
    /Nowhere/,
  ],
  [
    'wants a tool that there is none of',
    (text: string) => text.replaceAll('table_insert', 'format_disk'),
    /format_disk/,
  ],
])('a file that %s says what is wrong with it, and sets nothing up', async (_what, damaged, said) => {
  const before = await flows();
  const file = beside('damaged.json');
  writeFileSync(file, damaged(readFileSync(exported, 'utf8')));
  const dialog = await importFrom(file);
  await dialog.getByText('This file cannot be used').waitFor();
  expect(await textOf(dialog)).toMatch(said);
  expect(await dialog.getByRole('button', { name: 'Allow and set up' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await flows()).toEqual(before);
});

it('a file that is gone by the time it is read is told, and the page lives on', async () => {
  await importFrom(beside('gone.json'));
  await app.page.getByRole('alert').filter({ hasText: 'gone.json' }).first().waitFor();
  await flowRow(app.page, name).waitFor();
});
