/** Worker processes as Electron utility processes. The only file of the pool that knows Electron. */
import { app, utilityProcess } from 'electron';
import { onLines } from './output-lines.ts';
import { workerEnvironment } from './worker-environment.ts';
import type { WorkerProcess } from './worker-process.ts';

/** `modulePath` is the worker's bundle, absolute. Electron's `app` must be ready. */
export function spawnUtilityWorker(modulePath: string): WorkerProcess {
  const child = utilityProcess.fork(modulePath, [`--app-version=${app.getVersion()}`], {
    serviceName: 'Majordomo worker',
    env: workerEnvironment(process.env, process.platform),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
    onExit: (listener) => void child.once('exit', listener),
  };
}

function killHard(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
