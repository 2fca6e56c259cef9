/**
 * What can be done on the page of a run: resume, run again from a step, undo its files, compare, copy. Hunts: a button that does another
 * thing than the terminal's command of that name, an undo that says so and leaves the file, a page that dies of a long run.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { dismissNotes, hashBecomes, runSteps } from '../support/window.ts';

const home = homeOfFile();
const workspace = join(home.dataDir, 'workspace');
const inWorkspace = (name: string) => join(workspace, 'notes', name);
let app: OpenApp;
let writing: string;

const worker = {
  name: 'hand',
  prompt: 'Do the step.',
  tools: [
    ...['file_write', 'file_append', 'file_read'].map((tool) => ({ tool, limits: { folders: ['notes'] } })),
    { tool: 'table_insert', limits: { tables: ['rows'] } },
  ],
};
const task = (tool: string, args: object, next: string | null) => ({
  Type: 'Task',
  Resource: `worker:hand/${tool}`,
  Arguments: args,
  ...(next === null ? { End: true } : { Next: next }),
});
const flow = (name: string, StartAt: string, States: object) => ({
  name,
  workers: [worker],
  definition: { QueryLanguage: 'JSONata', StartAt, States },
});

/** Reads a list, writes two files, notes how many: fails while there is no list. */
const writingFlow = flow('Write it down', 'Read', {
  Read: { ...task('file_read', { path: 'notes/list.txt' }, 'First'), Assign: { list: '{% $states.result.text %}' } },
  First: task('file_write', { path: 'notes/first.md', text: '{% $list %}' }, 'Second'),
  Second: task('file_append', { path: 'notes/second.md', text: 'again\n' }, 'Row'),
  Row: task('table_insert', { table: 'rows', row: { list: '{% $list %}' } }, null),
});

/** Each of three items writes a line, then another one. */
const itemsFlow = flow('Line by line', 'For each name', {
  'For each name': {
    Type: 'Map',
    Items: ['a', 'b', 'c'],
    MaxConcurrency: 1,
    ItemProcessor: {
      StartAt: 'Begin line',
      States: {
        'Begin line': {
          ...task('file_append', { path: 'notes/lines.md', text: "{% 'begin ' & $states.input & '\n' %}" }, 'End line'),
          Output: '{% $states.input %}',
        },
        'End line': task('file_append', { path: 'notes/lines.md', text: "{% 'end ' & $states.input & '\n' %}" }, null),
      },
    },
    End: true,
  },
});

const items = 1_500;
const longFlow = flow('Many rows', 'For each number', {
  'For each number': {
    Type: 'Map',
    Items: `{% [1..${items}] %}`,
    ItemSelector: { number: '{% $states.context.Map.Item.Value %}' },
    ItemProcessor: {
      StartAt: 'Twice',
      States: { Twice: { Type: 'Pass', Output: '{% $states.input.number * 2 %}', End: true } },
    },
    End: true,
  },
});

async function ran(file: object, name: string): Promise<string> {
  const { json } = await home.json<{ id: string }>('flow', 'add', home.file(`${name}.json`, file));
  return json.id;
}
async function runOf(flowId: string): Promise<string> {
  const { json } = await home.json<{ runId: string }>('flow', 'run', flowId);
  return json.runId;
}
async function show(page: Page, runId: string): Promise<void> {
  await page.evaluate((id) => {
    window.location.hash = `#/runs/${id}`;
  }, runId);
  await page.getByText('About this run').waitFor();
}
const statusIs = (page: Page, words: string) =>
  page.getByRole('main').locator('header').first().getByText(words, { exact: true }).waitFor();

beforeAll(async () => {
  writing = await ran(writingFlow, 'writing');
  app = await home.open();
});

describe('a run', () => {
  it('that failed is resumed where it failed, in the same run', async () => {
    const { page } = app;
    const runId = await runOf(writing);
    await show(page, runId);
    await statusIs(page, 'Failed');
    await page.getByText('The run failed').waitFor();
    mkdirSync(join(workspace, 'notes'), { recursive: true });
    writeFileSync(inWorkspace('list.txt'), 'milk');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await statusIs(page, 'Succeeded');
    expect(await runSteps(page)).toEqual(
      ['Read', 'First', 'Second', 'Row'].map((state) => ({ state, status: 'succeeded' })),
    );
    expect(await page.evaluate(() => window.location.hash)).toBe(`#/runs/${runId}`);
    expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('milk');
  });

  it('runs again from a step on, with the results before it, and that is a new run', async () => {
    const { page } = app;
    const earlier = (await page.evaluate(() => window.location.hash)).replace('#/runs/', '');
    // What the first step would read now is not what it read then.
    writeFileSync(inWorkspace('list.txt'), 'bread');
    await page.getByTestId('run-step').filter({ hasText: 'second.md' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Run again from here' }).click();
    await eventually(async () => expect(await hashBecomes(page, /^#\/runs\/run_/)).not.toContain(earlier));
    await page.getByText('Began with the results of an earlier run up to “Second”.').waitFor();
    await statusIs(page, 'Succeeded');
    expect(readFileSync(inWorkspace('second.md'), 'utf8')).toBe('again\nagain\n');
    const { json } = await home.json<{ rows: { list: string }[] }>('table', 'query', 'rows');
    expect(json.rows.map(({ list }) => list)).toEqual(['milk', 'milk']);
    // What came before the step was the earlier run's doing.
    const changed = page.getByTestId('changed-file');
    await eventually(async () => expect(await changed.count()).toBe(1));
    expect(await changed.textContent()).toContain('notes/second.md');
    await page.getByRole('button', { name: 'Open earlier run' }).click();
    await hashBecomes(page, new RegExp(`${earlier}$`));
  });

  it('undoes its files one by one, brings one back, and asks before it touches what was changed since', async () => {
    const { page } = app;
    const runId = await runOf(writing);
    await show(page, runId);
    expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('bread');
    await page.getByRole('button', { name: 'Undo the change of notes/first.md' }).click();
    await eventually(() => expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('milk'));
    await page.getByRole('button', { name: 'Bring back', exact: true }).last().click();
    await eventually(() => expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('bread'));
    await dismissNotes(page);
    writeFileSync(inWorkspace('first.md'), 'mine');
    await page.getByRole('button', { name: 'Undo the change of notes/first.md' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('notes/first.md was changed since').waitFor();
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await eventually(async () => expect(await dialog.count()).toBe(0));
    expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('mine');
    await page.getByRole('button', { name: 'Undo all changes of files' }).click();
    await dialog.getByText('1 file was changed since').waitFor();
    await dialog.getByRole('button', { name: 'Undo all the same' }).click();
    await eventually(() => expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('milk'));
    expect(readFileSync(inWorkspace('second.md'), 'utf8')).toBe('again\nagain\n');
    await eventually(async () =>
      expect(await page.locator('[data-testid=changed-file][data-undone=true]').count()).toBe(2),
    );
  });

  it('stands beside the one before: the values that differ, and by the palette', async () => {
    const { page } = app;
    writeFileSync(inWorkspace('list.txt'), 'salt');
    const runId = await runOf(writing);
    await show(page, runId);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('compare with the run before');
    await page.getByRole('option', { name: 'Compare with the run before', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await hashBecomes(page, new RegExp(`/compare/${runId}$`));
    const read = page.locator('[data-testid=compared-step][data-state=Read]');
    await read.getByText('bread').first().waitFor();
    await read.getByText('salt').first().waitFor();
    await page.getByRole('button', { name: 'All steps' }).click();
    expect(await page.getByTestId('compared-step').count()).toBe(4);
  });

  it('undoes all of its files by the palette', async () => {
    const { page } = app;
    writeFileSync(inWorkspace('list.txt'), 'butter');
    const runId = await runOf(writing);
    await dismissNotes(page);
    await show(page, runId);
    const was = readFileSync(inWorkspace('first.md'), 'utf8');
    expect(was).toBe('butter');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('undo all changes');
    await page.getByRole('option', { name: 'Undo all changes of files', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('2 changes undone').waitFor();
    await eventually(() => expect(readFileSync(inWorkspace('first.md'), 'utf8')).toBe('salt'));
    await page.getByRole('button', { name: 'More for this run' }).click();
    await page.getByRole('menuitem', { name: 'Undo all changes of files' }).click();
    await page.getByText('No change of a file is left to undo.').waitFor();
  });

  it('is copied as text', async () => {
    const { page, electron } = app;
    const runId = await runOf(writing);
    await show(page, runId);
    await page.getByRole('button', { name: 'More for this run' }).click();
    expect(await page.getByRole('menuitem', { name: /^Resume where it ended/ }).textContent()).toContain(
      'nothing to resume',
    );
    await page.getByRole('menuitem', { name: 'Copy as text' }).click();
    await eventually(async () => {
      const copied = await electron.evaluate(({ clipboard }) => clipboard.readText());
      expect(copied).toContain('Write it down: succeeded');
      expect(copied).toContain(runId);
      expect(copied).toContain('Read the file notes/list.txt (done');
    });
  });

  it('of thousands of steps stays light, and unfolds to any of them', async () => {
    const { page } = app;
    const runId = await runOf(await ran(longFlow, 'long'));
    await show(page, runId);
    expect(await page.getByTestId('run-step').count()).toBe(1);
    await page.getByRole('button', { name: /^Unfold/ }).click();
    await page
      .getByRole('button', { name: /^(done )?Item 1 / })
      .first()
      .waitFor();
    const last = page.getByRole('button', { name: new RegExp(`Item ${items} `) });
    await page
      .getByRole('button', { name: /Item 1 / })
      .first()
      .focus();
    await page.keyboard.press('End');
    await last.waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBeLessThan(120);
    await last.click();
    await page.getByTestId('run-step').last().getByRole('button').first().click();
    await page
      .getByText(String(items * 2), { exact: true })
      .first()
      .waitFor();
  });

  it('runs again from inside of an item, with the items before it', async () => {
    const { page } = app;
    const runId = await runOf(await ran(itemsFlow, 'lines'));
    const lines = () => readFileSync(inWorkspace('lines.md'), 'utf8').trim().split('\n');
    expect(lines()).toEqual(['begin a', 'end a', 'begin b', 'end b', 'begin c', 'end c']);
    await show(page, runId);
    const ends = page.locator('[data-testid=run-step][data-state="End line"]');
    await ends.nth(1).getByRole('button').first().click();
    await page.getByText('Items and branches beside it go on from where they stood').waitFor();
    await page.getByRole('button', { name: 'Run again from here' }).click();
    await eventually(async () => expect(await hashBecomes(page, /^#\/runs\/run_/)).not.toContain(runId));
    await page
      .getByText('Began with the results of an earlier run up to “End line”, item 2 of “For each name”.')
      .waitFor();
    await statusIs(page, 'Succeeded');
    expect(lines().slice(6)).toEqual(['end b', 'begin c', 'end c']);
  });

  it('shows less of its time by keys and the wheel, and all of it again', async () => {
    const { page } = app;
    await page.getByRole('main').evaluate((main) => main.querySelector('.overflow-y-auto')?.scrollTo(0, 0));
    const axis = page.getByRole('group', { name: /^Time axis/ });
    const all = page.getByRole('button', { name: 'Show the whole run' });
    await axis.focus();
    expect(await all.isDisabled()).toBe(true);
    await page.keyboard.press('+');
    await eventually(async () => expect(await all.isDisabled()).toBe(false));
    await page.keyboard.press('0');
    await eventually(async () => expect(await all.isDisabled()).toBe(true));
    await axis.hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await eventually(async () => expect(await all.isDisabled()).toBe(false));
  });
});
