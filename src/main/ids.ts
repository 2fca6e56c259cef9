import { randomFillSync } from 'node:crypto';

const idBytes = 10;
/** Random bytes are asked of the system for some hundred ids at a time: each asking costs as much as a row. */
const pool = Buffer.alloc(idBytes * 256);
let used = pool.length;

/** A unique id that sorts by time: `<prefix>_<time in base 36><80 random bits>`. */
export function newId(prefix: string, nowMs: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.toString('hex', used, used + idBytes);
  used += idBytes;
  return `${prefix}_${nowMs.toString(36).padStart(9, '0')}${random}`;
}
