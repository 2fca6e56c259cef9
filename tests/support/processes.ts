/** The processes that work on a data directory: Electron's main process, its helpers, the app's workers. Linux. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

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

/** Which of the texts stand in memory that the process has written to, as bytes of UTF-8 or of UTF-16. */
export function formsInMemory(pid: number, texts: readonly string[]): string[] {
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined) continue;
      for (const part of partsOf(memory, Number(`0x${from}`), Number(`0x${to}`)))
        for (const text of texts) if (part.includes(text) || part.includes(text, 0, 'utf16le')) found.add(text);
    }
  } finally {
    closeSync(memory);
  }
  return texts.filter((text) => found.has(text));
}

const PART_BYTES = 16 * 1024 * 1024;
/** Parts overlap by more than any text that is looked for. */
const OVERLAP_BYTES = 64 * 1024;

function* partsOf(memory: number, from: number, to: number): Generator<Buffer> {
  const part = Buffer.allocUnsafe(PART_BYTES);
  for (let at = from; at < to; at += PART_BYTES - OVERLAP_BYTES) {
    try {
      yield part.subarray(0, readSync(memory, part, 0, Math.min(PART_BYTES, to - at), at));
    } catch (error) {
      // Address space that is only reserved has no memory to read.
      if (!['EIO', 'EFAULT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
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
