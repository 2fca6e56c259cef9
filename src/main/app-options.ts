/** What the app is put together with: where its data is, and the adapters of the window or the terminal. */
import type { DataDir } from './data-dir.ts';
import type { DesktopNotifications } from './notifications/desktop.ts';
import type { HoldAwake } from './power/keep-awake.ts';
import type { OpenRealm } from './sandbox/realm.ts';
import type { WakeUp } from './schedule/wake-up.ts';
import type { SecretOptions } from './secrets/create-secrets.ts';
import type { ReaderProcess } from './store/table-reader.ts';
import type { PageRenderer } from './tools/read-page.ts';
import type { SpawnWorker } from './workers/pool.ts';
import type { Clock } from './workflow/ports.ts';

export interface AppOptions extends SecretOptions {
  dataDir: DataDir;
  timezone: string;
  version: string;
  desktop: DesktopNotifications;
  spawnWorker: SpawnWorker;
  openRealm: OpenRealm;
  /** The module assistant/planner-thread.ts, built or as it is. */
  plannerThread: string | URL;
  /** With a prompt for each role. */
  promptsDir: string;
  /** The module store/integrity-thread.ts, likewise. */
  integrityThread: string | URL;
  /** Starts store/table-reader-process.ts. Without it flows can run no SQL and export no table. */
  spawnTableReader?: () => ReaderProcess;
  /** Where there is no Chromium, pages are read as they come. */
  pageRenderer?: PageRenderer;
  /** Keeps the machine awake while runs work, where the user wants that. Nothing does, when left out. */
  holdAwake?: HoldAwake;
  log: (line: string) => void;
  clock?: Clock;
  wakeUp?: WakeUp;
}
