import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from './log.mjs';
import { cacheFolder, electronDist, electronPackage, toolNode } from './paths.mjs';
import { lastLines } from './run.mjs';

/**
 * The first way to an Electron: its own installer, which downloads the pinned version from its release page (or from where
 * ELECTRON_MIRROR and the proxy variables point). Many networks cannot reach that page; some hang instead of refusing.
 */
const FIRST_BYTE_LIMIT_MS = 20_000;
const STALL_LIMIT_MS = 45_000;
const PROGRESS_EVERY_MS = 10_000;
/** A refusal that came at once costs nothing to ask for again; one that had to be waited for is remembered. */
const REMEMBERED_FROM_MS = 3000;
const FAILURE_MEMORY_MS = 24 * 60 * 60 * 1000;

function failureFile(version) {
  return join(cacheFolder(), `electron-${version}-${process.platform}-${process.arch}-unreachable.json`);
}

/**
 * Why the download failed within the last day after a wait, so that the next checkout does not wait for the same answer.
 * @param {string} version
 * @returns {Promise<string | undefined>}
 */
export async function rememberedFailure(version) {
  try {
    const { atMs, reason } = JSON.parse(await readFile(failureFile(version), 'utf8'));
    return Date.now() - atMs < FAILURE_MEMORY_MS ? reason : undefined;
  } catch {
    return undefined;
  }
}

async function bytesUnder(folder) {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory()
      ? await bytesUnder(path)
      : await stat(path).then(
          (info) => info.size,
          () => 0,
        );
  }
  return bytes;
}

/** The line of an installer's output that says why. */
function reasonIn(output) {
  // What Node's fetch says whenever it gets no answer at all.
  if (/fetch failed/.test(output)) return 'its release page cannot be reached';
  const lines = output.split('\n').map((line) => line.trim());
  return lines.find((line) => /error|failed|response code/i.test(line)) ?? lastLines(output, 1);
}

/**
 * Runs the installer, and ends it when nothing arrives any more: a slow network may take as long as it needs.
 * @returns {Promise<{ reason: string | undefined, transient: boolean }>} why it failed, and whether it broke off half-way
 */
async function runInstaller() {
  // Downloads go through the temporary folder, so its growth is the progress.
  const folder = join(tmpdir(), `majordomo-electron-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, ELECTRON_GET_NO_PROGRESS: '1' };
  const child = spawn(toolNode, [join(electronPackage, 'install.js')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : reasonIn(output) || `exit code ${code}`));
  });

  let bytes = 0;
  let grownAtMs = Date.now();
  let saidAtMs = Date.now();
  let stalled = false;
  const watch = setInterval(async () => {
    const now = (await bytesUnder(folder)) + (await bytesUnder(electronDist));
    if (now !== bytes) {
      bytes = now;
      grownAtMs = Date.now();
    }
    if (bytes > 0 && Date.now() - saidAtMs > PROGRESS_EVERY_MS) {
      saidAtMs = Date.now();
      say(`  ... ${Math.round(bytes / 1e6)} MB`);
    }
    if (Date.now() - grownAtMs > (bytes === 0 ? FIRST_BYTE_LIMIT_MS : STALL_LIMIT_MS)) {
      stalled = true;
      child.kill('SIGKILL');
    }
  }, 500);
  try {
    const reason = await ended;
    if (!stalled) return { reason, transient: bytes > 0 };
    return {
      reason: bytes === 0 ? 'its release page does not answer' : 'the download stopped half-way',
      transient: false,
    };
  } finally {
    clearInterval(watch);
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Downloads the pinned Electron.
 * @param {string} version
 * @returns {Promise<string | undefined>} undefined when it is installed, else why not
 */
export async function installOfficialElectron(version) {
  say(`Downloading Electron ${version} from its release page`);
  const startedAtMs = Date.now();
  let { reason, transient } = await runInstaller();
  if (reason !== undefined && transient) {
    say(`  it broke off (${reason}): trying once more`);
    ({ reason } = await runInstaller());
  }
  if (reason === undefined) {
    await rm(failureFile(version), { force: true });
    return undefined;
  }
  if (Date.now() - startedAtMs < REMEMBERED_FROM_MS) return reason;
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(failureFile(version), `${JSON.stringify({ atMs: Date.now(), reason })}\n`);
  return reason;
}
