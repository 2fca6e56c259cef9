/** The processes that work on a data directory: Electron's main process, its helpers, the app's workers. Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/** Stands in the environment of everything a test starts on a data directory, and so in that of its child processes. */
export const dataDirVariable = 'MAJORDOMO_TEST_DATA_DIR';

export interface TestProcess {
  pid: number;
  parent: number;
  command: string;
}

export function processesOn(dataDir: string): TestProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name), dataDir) ?? []);
}

/** Helpers know the directory by their command line where their environment was emptied, as the workers' is. */
function processOf(pid: number, dataDir: string): TestProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Nobody reaps orphans in a container without an init process: a zombie is gone for every purpose.
    if (state === 'Z' || state === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const isOurs = environment.includes(`${dataDirVariable}=${dataDir}`) || command.includes(dataDir);
    return isOurs ? { pid, parent: Number(parent), command } : undefined;
  } catch {
    return undefined;
  }
}

/** The utility processes that run tools, and nothing else of Electron's. */
export function workersOn(dataDir: string): TestProcess[] {
  return processesOn(dataDir).filter(({ command }) => command.includes('--utility-sub-type=node.mojom.NodeService'));
}

export function endAll(processes: readonly TestProcess[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}
