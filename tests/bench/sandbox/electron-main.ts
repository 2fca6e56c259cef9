/** Main of the measured Electron: the app's own realms and runner, timed. Its answer is one JSON document on stdout. */
import { writeSync } from 'node:fs';
import { app, protocol } from 'electron';
import { electronRealms } from '../../../src/main/sandbox/electron-realm.ts';
import type { OpenRealm, Realm } from '../../../src/main/sandbox/realm.ts';
import { runScript } from '../../../src/main/sandbox/run-script.ts';
import { sandboxScheme } from '../../../src/main/sandbox/sandbox-session.ts';
import { createScriptRunner } from '../../../src/main/sandbox/script-runner.ts';
import type { ScriptLanguage } from '../../../src/shared/sandbox-protocol.ts';
import { memoryOf } from '../process-tree.ts';
import { type LanguageFigures, loops, onePlusOne, type SandboxFigures, small } from './figures.ts';

const { out, scripts } = JSON.parse(process.env.MAJORDOMO_BENCH ?? '{}') as { out: string; scripts: number };
const openRealm = electronRealms(out);
const input = { numbers: [1, 2, 3] };

protocol.registerSchemesAsPrivileged([sandboxScheme]);
app.on('window-all-closed', () => undefined);
void measure().then(
  (figures) => {
    writeSync(1, JSON.stringify(figures));
    app.exit(0);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    app.exit(1);
  },
);

async function measure(): Promise<SandboxFigures> {
  await app.whenReady();
  // The first page of a process starts more than itself.
  await timed(() => openRealm('javascript', { snapshot: true }).then((realm) => realm.destroy()));
  const python = await measureLanguage('python', 8);
  const withoutSnapshotMs = await freshTimes('python', false, 4);
  return { python, withoutSnapshotMs, javascript: await measureLanguage('javascript', 20) };
}

async function measureLanguage(language: ScriptLanguage, freshRealms: number): Promise<LanguageFigures> {
  const freshMs = await freshTimes(language, true, freshRealms);
  const realm = await openRealm(language, { snapshot: true });
  const freshMb = memoryOf(realm.pid).pss;
  const usedMb = await memoryAfter(realm, onePlusOne[language]);
  const firstMs = await readyTimes(language, onePlusOne[language], 20);
  const loopMs = await readyTimes(language, loops[language], 3);
  const smallReadyMs = await readyTimes(language, small[language], scripts);
  const backToBackS = await backToBack(language);
  return { freshMs, firstMs, smallReadyMs, backToBackS, loopMs, freshMb, usedMb };
}

async function freshTimes(language: ScriptLanguage, snapshot: boolean, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let time = 0; time < times; time++) {
    let realm: Realm | undefined;
    all.push(
      await timed(async () => {
        realm = await openRealm(language, { snapshot });
      }),
    );
    realm?.destroy();
  }
  return all;
}

/** A script that leaves its realm alive for a look at it: it waits at its end. */
async function memoryAfter(realm: Realm, code: string): Promise<number> {
  const wait = realm.language === 'python' ? 'import asyncio; await asyncio.sleep(60)' : 'await new Promise(() => {})';
  const body =
    realm.language === 'python'
      ? `${code}\nprint("there")\n${wait}`
      : `${code.replace('return', '')}; console.log("there"); ${wait}`;
  const ended = new AbortController();
  const there = new Promise<void>((resolve) =>
    realm.onMessage((message) => void ((message as { type: string }).type === 'output' && resolve())),
  );
  const outcome = runScript(realm, { language: realm.language, code: body, input: null }, [], { signal: ended.signal });
  await there;
  const { pss } = memoryOf(realm.pid);
  ended.abort();
  await outcome;
  return pss;
}

/** Through the runner, each script only once the realm in reserve is ready: what a script waits for that does not meet another. */
async function readyTimes(language: ScriptLanguage, code: string, times: number): Promise<number[]> {
  let opening: Promise<unknown> = Promise.resolve();
  const watched: OpenRealm = (...args) => {
    const realm = openRealm(...args);
    opening = realm;
    return realm;
  };
  const sandbox = createScriptRunner({ openRealm: watched, wheelsDir: '', log: () => undefined });
  const run = (): Promise<unknown> => sandbox.run({ language, code, input }).then(expectOk);
  await run();
  const all: number[] = [];
  for (let time = 0; time < times; time++) {
    await opening;
    all.push(await timed(run));
  }
  await sandbox.stop();
  return all;
}

async function backToBack(language: ScriptLanguage): Promise<number> {
  const sandbox = createScriptRunner({ openRealm, wheelsDir: '', log: () => undefined });
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: scripts }, () => sandbox.run({ language, code: small[language], input }).then(expectOk)),
    ),
  );
  await sandbox.stop();
  return ms / 1000;
}

function expectOk({ ok, error }: { ok: boolean; error: unknown }): void {
  if (!ok) throw new Error(`a script failed: ${JSON.stringify(error)}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
