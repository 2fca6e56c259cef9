import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const END_LIMIT_MS = 10_000;

/**
 * Whether a process group still has a living process. Zombies do not count: where nobody reaps them, as in a container without
 * an init process, they stay for good. Linux only.
 * @param {number} group
 */
function isAlive(group) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        // "pid (name) state parent group …", where the name may hold anything.
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, , ownGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(ownGroup) === group && state !== 'Z' && state !== 'X';
      } catch {
        return false;
      }
    });
}

/**
 * Waits for what a program has left running in its process group, and ends that when it takes too long.
 * @param {number} group
 */
export async function processGroupEnd(group) {
  for (const startedAtMs = Date.now(); isAlive(group); await sleep(50)) {
    if (Date.now() - startedAtMs > END_LIMIT_MS) {
      process.kill(-group, 'SIGKILL');
      return;
    }
  }
}
