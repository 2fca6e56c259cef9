import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

const linuxBootId = '/proc/sys/kernel/random/boot_id';

/** The same text for as long as the machine runs, another one after it was started again. */
export function machineStart(): string {
  if (process.platform === 'linux') return readFileSync(linuxBootId, 'utf8').trim();
  // To the minute: a set clock or rounding only makes it look like another start, which costs one check of the database.
  return `up since ${new Date(Math.round((Date.now() - uptime() * 1000) / 60_000) * 60_000).toISOString()}`;
}
