/** The real worker in a plain Node process: what Electron's utility process is to the app, a forked one is to the tests. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onLines } from '../../src/main/workers/output-lines.ts';
import { workerEnvironment } from '../../src/main/workers/worker-environment.ts';
import type { WorkerProcess } from '../../src/main/workers/worker-process.ts';

const workerEntry = fileURLToPath(new URL('../../src/worker/index.ts', import.meta.url));

/** `entry` is another script to run in the worker's place. */
export function forkWorker(entry: string = workerEntry): WorkerProcess {
  const child = fork(entry, ['--app-version=0.0.0-test'], {
    env: workerEnvironment(process.env, process.platform),
    // vitest's own loader flags are not for the worker.
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // A message to a process that has just ended is lost, as it is with Electron's.
  child.on('error', () => undefined);
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => void (child.connected && child.send(message, () => undefined)),
    kill: () => void child.kill('SIGKILL'),
    onMessage: (listener) => void child.on('message', listener),
    onOutput(listener) {
      onLines(child.stdout, (text) => listener('info', text));
      onLines(child.stderr, (text) => listener('warn', text));
    },
    onExit: (listener) => void child.once('exit', (code, signal) => listener({ code, signal })),
  };
}
