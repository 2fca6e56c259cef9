/** Worker processes as Electron utility processes. The only file of the pool that knows Electron. */
import { app, type Details, utilityProcess } from 'electron';
import { withoutNullDeviceLeak } from './null-device-leak.ts';
import { onLines } from './output-lines.ts';
import { workerEnvironment } from './worker-environment.ts';
import { signalName, type WorkerExit } from './worker-exit.ts';
import type { WorkerProcess } from './worker-process.ts';

/** V8's own limit would be 4 GB. A tool that needs more than this has gone wrong, and costs its process only. */
const MAX_HEAP_MB = 512;
/** Electron tells of a crash a moment after the exit. */
const CRASH_NEWS_MS = 250;

/** By the process's name, which is its own. */
const crashListeners = new Map<string, (details: Details) => void>();
let spawned = 0;

/** `modulePath` is the worker's bundle, absolute. Electron's `app` must be ready. */
export function spawnUtilityWorker(modulePath: string): WorkerProcess {
  if (spawned === 0)
    app.on('child-process-gone', (_event, details) => crashListeners.get(details.name ?? '')?.(details));
  const name = `Majordomo worker ${++spawned}`;
  const child = withoutNullDeviceLeak(() =>
    utilityProcess.fork(modulePath, [`--app-version=${app.getVersion()}`], {
      serviceName: name,
      env: workerEnvironment(process.env, process.platform),
      execArgv: [`--js-flags=--max-old-space-size=${MAX_HEAP_MB}`],
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const exit = new Promise<WorkerExit>((resolve) => {
    crashListeners.set(name, ({ exitCode }) => resolve({ code: null, signal: signalName(exitCode) }));
    child.once('exit', (code) => {
      // The code is the signal's number where a signal ended it; only Electron's word for a crash tells that from an exit.
      if (signalName(code) === null) return resolve({ code, signal: null });
      setTimeout(() => resolve({ code, signal: null }), CRASH_NEWS_MS);
    });
  });
  void exit.then(() => crashListeners.delete(name));
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    kill() {
      // `child.kill()` sends SIGTERM, which a process in an endless loop may sit out.
      if (child.pid === undefined || !killHard(child.pid)) child.kill();
    },
    onMessage: (listener) => void child.on('message', listener),
    onOutput(listener) {
      onLines(child.stdout, (text) => listener('info', text));
      onLines(child.stderr, (text) => listener('warn', text));
    },
    onExit: (listener) => void exit.then(listener),
  };
}

function killHard(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
