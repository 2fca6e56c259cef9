import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './log.mjs';
import { root } from './paths.mjs';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Runs one piece of work at a time per checkout: two commands started at once must not both install.
 * The lock lies outside node_modules, since npm empties that folder.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `majordomo-${name}-${userInfo().username}-${id}.lock`);
  const owner = join(folder, 'pid');
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    let pid = 0;
    try {
      pid = Number(readFileSync(owner, 'utf8'));
    } catch {
      // Its owner is between making the folder and writing its number, or has just left.
    }
    if ((pid > 0 && !isAlive(pid)) || (pid === 0 && waited > 20)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (waited === 5) say(`Waiting for another ${name} of this checkout (process ${pid})`);
    await sleep(100);
  }
  writeFileSync(owner, String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
