/**
 * Electron before 36 opens the null device for a utility process's stdin, passes it to nobody and leaves it open
 * (https://github.com/electron/electron/issues/47515): a file for each worker there ever was. Here it is closed. To be removed with
 * the last runtime that needs it. Linux, where the leak can be told from other files.
 */
import { closeSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const FIXED_IN = 36;
const needed = process.platform === 'linux' && Number.parseInt(process.versions.electron ?? '', 10) < FIXED_IN;
/** Node and Chromium open their own files with it; the leaked one is without. */
const O_CLOEXEC = 0o2000000;

/** Runs `fork`, which forks a utility process, and closes what it leaves open. */
export function withoutNullDeviceLeak<T>(fork: () => T): T {
  if (!needed) return fork();
  const before = new Set(inheritableNullDevices());
  try {
    return fork();
  } finally {
    for (const descriptor of inheritableNullDevices()) if (!before.has(descriptor)) closeSync(descriptor);
  }
}

function inheritableNullDevices(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => {
      try {
        if (readlinkSync(`/proc/self/fd/${descriptor}`) !== '/dev/null') return false;
        const [, flags = ''] = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? [];
        return (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
      } catch {
        // Closed meanwhile, as the one that this very listing was read with.
        return false;
      }
    });
}
