import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { commandOf, processTree } from '../process-tree.ts';
import type { Footprint } from './figures.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Of this process and everything it started. Linux. */
export function footprint(): Footprint {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  const tree = processTree(process.pid);
  const running = tree.filter((pid) => stateOf(pid) !== 'Z');
  return {
    heapMb: heapUsed / 1e6,
    rssMb: rss / 1e6,
    openFiles: readdirSync('/proc/self/fd').length,
    processes: running.length,
    workers: running.filter((pid) => commandOf(pid) === 'node.mojom.NodeService').length,
    zombies: tree.length - running.length,
    timersAndHandles: process.getActiveResourcesInfo().length,
  };
}

function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  } catch {
    return 'Z';
  }
}
