import type { OpenRealm } from '../../src/main/sandbox/realm.ts';
import type { Sandbox } from '../../src/main/sandbox/sandbox.ts';
import { createScriptRunner } from '../../src/main/sandbox/script-runner.ts';

/** For an app outside Electron: it has no renderer processes to run scripts in. */
export const noRealms: OpenRealm = async () => {
  throw new Error('there is no sandbox outside Electron');
};

export const noSandbox: Sandbox = createScriptRunner({ openRealm: noRealms, wheelsDir: '', log: () => undefined });
