/**
 * Checks the types of every project, as many at a time as there are processors. What was found right before and has not changed
 * since is not looked at again: that is kept in node_modules/.cache/types.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** The longest first, so that none is left for the end. */
const projects = ['tests', 'src/main', 'src/renderer', 'src/worker', 'src/sandbox', 'src/shared', 'src/preload', '.'];
const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');

/** @returns {Promise<boolean>} */
function check(project) {
  const buildInfo = join(root, 'node_modules', '.cache', 'types', `${project.replace('/', '-')}.tsbuildinfo`);
  const args = [tsc, '--noEmit', '--incremental', '--tsBuildInfoFile', buildInfo, '-p', project];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });
}

async function checkNext() {
  let right = true;
  for (let project = projects.shift(); project !== undefined; project = projects.shift())
    right = (await check(project)) && right;
  return right;
}

const answers = await Promise.all(Array.from({ length: availableParallelism() }, checkNext));
process.exitCode = answers.every((right) => right) ? 0 : 1;
