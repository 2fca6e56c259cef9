/**
 * Keys by terminal, with the real main process. Hunts: a secret that is kept readable unasked, one that a file or a line of output
 * shows, and a command that is carried out by the owner and loses what was typed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runJson, startServe } from '../support/cli.ts';
import { homeOfFile } from '../support/home.ts';

const value = 'test-7f31c0ffee-value';
/** A session in which Chromium knows no key store, whatever machine the test runs on. */
const env = { XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

interface ErrorDocument {
  error: { code: string; message: string };
}

function filesWithValue(dataDir: string): string[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(value))
    .map((path) => path.slice(dataDir.length + 1));
}

describe('where there is no key store', () => {
  const home = homeOfFile();

  it('a secret is kept only when the user agrees, and then only in a file of mode 0600', async () => {
    const { dataDir } = home;
    const refused = await runJson<ErrorDocument>(dataDir, ['secret', 'set', 'telegram'], { env, input: `${value}\n` });
    expect(refused).toMatchObject({ exitCode: 1, json: { error: { code: 'Secret.NoKeyStore' } } });
    expect(refused.json.error.message).toContain('--allow-readable');
    expect(filesWithValue(dataDir)).toEqual([]);

    const agreed = await runJson(dataDir, ['secret', 'set', 'telegram', '-', '--allow-readable'], {
      env,
      input: value,
    });
    expect(agreed).toMatchObject({ exitCode: 0, json: { name: 'telegram', place: 'readable' } });
    expect(filesWithValue(dataDir)).toEqual(['secrets.json']);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);

    const listed = await runJson(dataDir, ['secret', 'list'], { env });
    expect(listed.json).toEqual([{ name: 'telegram', place: 'readable' }]);
    for (const { stdout, stderr } of [refused, agreed, listed]) expect(stdout + stderr).not.toContain(value);
  });

  it('the setting is an agreement too, and a variable a way in', async () => {
    const { dataDir } = home;
    await runJson(dataDir, ['settings', 'set', 'secrets.allow-readable', 'true'], { env });
    const kept = await runJson(dataDir, ['secret', 'set', 'search:brave', '--value-from-env', 'BRAVE_KEY'], {
      env: { ...env, BRAVE_KEY: value },
    });
    expect(kept).toMatchObject({ exitCode: 0, json: { name: 'search:brave', place: 'readable' } });
    const empty = await runJson<ErrorDocument>(dataDir, ['secret', 'set', 'x', '--value-from-env', 'NOT_SET'], { env });
    expect(empty).toMatchObject({ exitCode: 1, json: { error: { code: 'Input.Empty' } } });
  });
});

describe('a secret', () => {
  const home = homeOfFile();

  it('on the command line is refused, and not printed', async () => {
    const { exitCode, stdout, stderr } = await runJson(home.dataDir, ['secret', 'set', 'telegram', value], { env });
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toContain(value);
  });

  it('reaches the process that owns the directory, which may have others from its environment', async () => {
    const { dataDir } = home;
    const serving = await startServe(dataDir, { ...env, MAJORDOMO_SECRET_SEARCH_TAVILY: 'from-the-environment' });
    try {
      const kept = await runJson(dataDir, ['secret', 'set', 'telegram', '--allow-readable'], { env, input: value });
      expect(kept).toMatchObject({ exitCode: 0, json: { place: 'readable' } });
      expect((await runJson(dataDir, ['secret', 'list'], { env })).json).toEqual([
        { name: 'MAJORDOMO_SECRET_SEARCH_TAVILY', place: 'environment' },
        { name: 'telegram', place: 'readable' },
      ]);
      const removed = await runJson(dataDir, ['secret', 'remove', 'telegram'], { env });
      expect(removed).toMatchObject({ exitCode: 0, json: { removed: true } });
      expect(filesWithValue(dataDir)).toEqual([]);
    } finally {
      await serving.stop();
    }
  });
});
