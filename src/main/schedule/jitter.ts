import { createHash } from 'node:crypto';

/** How long a firing's start is put off, 0 to jitterMs: always the same for the same firing, so that a restart changes nothing. */
export function jitterOf(scheduleId: string, dueAtMs: number, jitterMs: number): number {
  const hash = createHash('sha256').update(`${scheduleId} ${dueAtMs}`).digest();
  return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * (jitterMs + 1));
}
