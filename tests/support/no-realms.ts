import type { OpenRealm } from '../../src/main/sandbox/realm.ts';

/** For an app outside Electron: it has no renderer processes to run scripts in. */
export const noRealms: OpenRealm = async () => {
  throw new Error('there is no sandbox outside Electron');
};
