/**
 * A key of the user's own, from the terminal to the request, with the real main process and its workers. Hunts: a value that a file,
 * a line of output, an export, an answer to a dry run or the memory of a worker process holds.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../support/cli.ts';
import { homeOfTest } from '../support/home.ts';
import { formsInMemory, workersOn } from '../support/processes.ts';
import { webServer } from '../support/web-server.ts';

const value = 'wk-7f31c0ffee/secret+value==';
const forms = [value, encodeURIComponent(value), value.replaceAll('/', '\\/'), Buffer.from(value).toString('base64')];
/** A session in which Chromium knows no key store, whatever machine the test runs on. */
const env = { XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

function keyFlow(base: string, host: string, path: string, auth = 'weather') {
  return {
    name: `Ask ${path}`,
    workers: [
      { name: 'hand', prompt: 'Ask.', tools: [{ tool: 'http_request', limits: { hosts: [host], keys: [auth] } }] },
    ],
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'worker:hand/http_request',
          Arguments: { url: `${base}${path}`, auth },
          End: true,
        },
      },
    },
  };
}

function filesWithValue(dataDir: string): string[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => forms.some((form) => readFileSync(path).includes(form)))
    .map((path) => path.slice(dataDir.length + 1));
}

it('a key is sent by main alone, and nothing that is kept or printed has it', async () => {
  const echo = (response: ServerResponse, status: number, authorization = '') =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-echo': authorization })
      .end(JSON.stringify({ authorization, url: encodeURIComponent(authorization) }));
  const server = await webServer(({ url, headers }, response) =>
    echo(response, url === '/denied' ? 403 : 200, headers.authorization),
  );
  const home = homeOfTest();
  const { dataDir } = home;
  const serving = await home.serve(env);
  const said: string[] = [];
  const cli = async (words: string[], options: { input?: string } = {}) => {
    const result = await runCommand(dataDir, words, { env, ...options });
    said.push(result.stdout, result.stderr);
    return result;
  };
  const bad = await cli(['key', 'set', 'weather', value, '--host', server.host], { input: value });
  expect(bad.exitCode).toBe(2);
  const set = ['key', 'set', 'weather', '--host', server.base, '--allow-readable', '--json'];
  expect(JSON.parse((await cli(set, { input: `${value}\n` })).stdout)).toEqual({
    ...{ name: 'weather', hosts: [server.host], sending: { by: 'bearer' }, place: 'readable' },
  });
  expect((await cli(['key', 'list'])).stdout).toContain(`weather  for ${server.host}, sent as a bearer token`);

  const unknown = await cli([
    'flow',
    'add',
    home.file('unknown.json', keyFlow(server.base, server.host, '/', 'wether')),
  ]);
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain("There is no key 'wether'. Did you mean 'weather'?");

  for (const path of ['/fine', '/denied'])
    await cli(['flow', 'add', home.file(`flow${path.slice(1)}.json`, keyFlow(server.base, server.host, path))]);
  expect((await cli(['flow', 'run', 'Ask /fine', '--json'])).stdout).toContain('[secret key:weather]');
  expect((await cli(['flow', 'run', 'Ask /denied'])).exitCode).toBe(1);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
    server.requests.map(() => `Bearer ${value}`),
  );
  expect(server.requests.length).toBeGreaterThanOrEqual(2);

  const runs = JSON.parse((await cli(['run', 'list', '--json'])).stdout) as Array<{ id: string }>;
  for (const { id } of runs) await cli(['run', 'show', id, '--json']);
  await cli(['flow', 'run', 'Ask /fine', '--dry-run', '--json']);
  const exported = (await cli(['flow', 'export', 'Ask /fine'])).stdout;
  expect(exported).toContain('"auth": "weather"');
  const backup = join(dataDir, '..', 'backup.tar');
  await cli(['backup', backup]);
  expect(forms.filter((form) => readFileSync(backup).includes(form))).toEqual([]);

  // What was looked for can be found: main has it.
  expect(formsInMemory(serving.pid, [value])).toEqual([value]);
  const workers = workersOn(dataDir);
  expect(workers.flatMap(({ pid }) => formsInMemory(pid, [server.base]))).toContain(server.base);
  expect(workers.flatMap(({ pid }) => formsInMemory(pid, forms))).toEqual([]);

  await cli(['key', 'remove', 'weather']);
  const missing = await cli(['flow', 'run', 'Ask /fine']);
  expect(missing.stdout + missing.stderr).toContain('There is no key weather. Save it in Settings → Tools and keys');
  await serving.stop();
  expect(filesWithValue(dataDir)).toEqual([]);
  for (const form of forms) expect(said.join('\n') + JSON.stringify(serving.lines)).not.toContain(form);
});
