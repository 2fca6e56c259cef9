import { randomBytes } from 'node:crypto';

/** A unique id that sorts by time: `<prefix>_<time in base 36><80 random bits>`. */
export function newId(prefix: string, nowMs: number): string {
  return `${prefix}_${nowMs.toString(36).padStart(9, '0')}${randomBytes(10).toString('hex')}`;
}
