/** The process that reads tables for flows, forked as it is. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReaderProcess } from '../../src/main/store/table-reader.ts';

const entry = fileURLToPath(new URL('../../src/main/store/table-reader-process.ts', import.meta.url));

export function forkTableReader(onPid: (pid: number) => void = () => undefined): ReaderProcess {
  const child = fork(entry, { execArgv: ['--no-warnings'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onPid(child.pid as number);
  child.on('error', () => undefined);
  return {
    post: (message) => void child.send(message as object, () => undefined),
    kill: () => void child.kill('SIGKILL'),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
  };
}
