import { isoInZone } from '../main/schedule/zone-time.ts';

/** A moment in a line of words, alike in every command: `2026-11-23T09:00:00+01:00`, in the user's zone, to the second. */
export function momentWords(atMs: number, timezone: string): string {
  return isoInZone(timezone, Math.floor(atMs / 1000) * 1000);
}
