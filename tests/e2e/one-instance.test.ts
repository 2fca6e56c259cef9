/**
 * One Majordomo per data directory, and a directory it cannot use is left as it is. Hunts: two processes on one database, a second
 * start that hangs or steals, a refusal without a remedy, a newer or damaged file that is "repaired".
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { FlowSummary } from '../../src/shared/domain/flow.ts';
import { runJson } from '../support/cli.ts';
import { withinMs } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { rowFlow } from '../support/flow-files.ts';
import { type Home, homeOfTest } from '../support/home.ts';
import { flowRow, openPage } from '../support/window.ts';

interface ErrorDocument {
  error: { code: string; message: string };
}

describe('on a directory that is in use', () => {
  it('a second start shows the first one’s window and ends with 0', async () => {
    const home = homeOfTest();
    const app = await home.open();
    await app.closeWindow();
    await eventually(async () => expect(await app.isWindowVisible()).toBe(false));
    const second = home.startWindow();
    expect(await withinMs(20_000, second.ended, 'the second start did not end')).toBe(0);
    await eventually(async () => expect(await app.isWindowVisible()).toBe(true));
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('serve is refused with what to do, and the window goes on', async () => {
    const home = homeOfTest();
    const app = await home.open();
    const { exitCode, json } = await home.json<ErrorDocument>('serve');
    expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 1, code: 'App.AlreadyRunning' });
    expect(json.error.message).toContain(home.dataDir);
    expect(json.error.message).toContain('--data-dir');
    await app.page.getByTestId('composer').waitFor();
  });

  it('a command is carried out by the owner, and its window shows what came of it', async () => {
    const home = homeOfTest();
    const app = await home.open();
    await openPage(app.page, 'Flows');
    const file = home.file('from-here.json', rowFlow('From the terminal', 'hourly'));
    // The file is meant from where the command was typed, not from where the app was started.
    const words = ['flow', 'add', 'from-here.json'];
    const { exitCode } = await runJson(home.dataDir, words, { cwd: dirname(file) });
    expect(exitCode).toBe(0);
    await flowRow(app.page, 'From the terminal').waitFor();
  });

  it('a wrong command gets the owner’s refusal and exit code', async () => {
    const home = homeOfTest();
    await home.serve();
    const { exitCode, json } = await home.json<ErrorDocument>('flow', 'run', 'nothing');
    expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 2, code: 'Flow.Unknown' });
  });
});

it('another directory runs beside it and shares nothing', async () => {
  const [one, other] = [homeOfTest(), homeOfTest()];
  const [app, otherApp] = await Promise.all([one.open(), other.open()]);
  await one.json('flow', 'add', one.file('flow.json', rowFlow('Only in one', 'hourly')));
  expect((await other.json<FlowSummary[]>('flow', 'list')).json).toEqual([]);
  await openPage(otherApp.page, 'Flows');
  await otherApp.page.getByText('No flows yet').waitFor();
  await openPage(app.page, 'Flows');
  await flowRow(app.page, 'Only in one').waitFor();
});

describe('on data that cannot be used', () => {
  const setVersion = (file: string, version: number) => {
    const db = new BetterSqlite3(file);
    db.pragma(`user_version = ${version}`);
    db.close();
  };
  const damages: Array<[string, string, (home: Home) => void]> = [
    ['from a newer version', 'Store.NewerVersion', (home) => setVersion(join(home.dataDir, 'majordomo.db'), 999)],
    [
      'whose tables are from a newer version',
      'Store.NewerVersion',
      (home) => setVersion(join(home.dataDir, 'tables.db'), 999),
    ],
    [
      'that is no database',
      'Store.Corrupt',
      (home) =>
        writeFileSync(
          join(home.dataDir, 'majordomo.db'),
          'Not a database, but as long as a header would be. '.repeat(9),
        ),
    ],
    [
      'that is damaged inside',
      'Store.Corrupt',
      (home) => {
        const path = join(home.dataDir, 'majordomo.db');
        const bytes = readFileSync(path);
        bytes.fill(0x5a, 100, Math.min(bytes.length, 20_000));
        writeFileSync(path, bytes);
      },
    ],
    [
      'whose tables are no database',
      'Store.Corrupt',
      (home) => writeFileSync(join(home.dataDir, 'tables.db'), 'No tables in here. '.repeat(40)),
    ],
  ];

  it.each(damages)('%s, terminal and window refuse by name and leave each file as it was', async (_, code, damage) => {
    const home = homeOfTest();
    await home.json('flow', 'add', home.file('flow.json', rowFlow('Kept', 'hourly')));
    damage(home);
    const before = filesOf(home);

    const { exitCode, json } = await home.json<ErrorDocument>('flow', 'list');
    expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 1, code });
    expect(json.error.message).toContain(home.dataDir);
    expect(json.error.message).toContain('Nothing was changed');
    expect(filesOf(home)).toEqual(before);

    // The window's refusal is a dialog that waits for a press; what it says is on stderr as well.
    const start = home.startWindow();
    await eventually(() => expect(start.stderr()).toContain(json.error.message));
    await start.kill9();
    expect(filesOf(home)).toEqual(before);
  });

  it('a path that is a file is refused, and the file is still there', async () => {
    const home = homeOfTest();
    mkdirSync(dirname(home.dataDir), { recursive: true });
    writeFileSync(home.dataDir, 'I am a file.');
    const { exitCode, json } = await home.json<ErrorDocument>('flow', 'list');
    expect(exitCode).toBe(1);
    expect(json.error.message).toContain(home.dataDir);
    expect(readFileSync(home.dataDir, 'utf8')).toBe('I am a file.');
  });
});

/** Every file of the user's with a hash of its bytes. Electron's own files and the lock are not data. */
function filesOf({ dataDir }: Home): Record<string, string> {
  const names = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(dataDir, 'electron')) && !path.includes('owner.lock'));
  return Object.fromEntries(
    names.sort().map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}
