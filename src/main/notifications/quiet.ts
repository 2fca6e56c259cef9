/** Until when the user wants not to be disturbed. */
import { endOfQuiet } from '../schedule/limits.ts';
import type { Settings } from '../settings/settings.ts';

/** The moment it ends; null when it is not quiet. */
export function quietUntil(settings: Pick<Settings, 'get'>, timezone: string, nowMs: number): number | null {
  const until = settings.get('notifications.quiet-until');
  const hours = settings.get('notifications.quiet-hours');
  const ends = [
    ...(until === null ? [] : [Date.parse(until)]),
    ...(hours === null ? [] : [endOfQuiet({ quiet: { ...hours, does: 'postpone' }, timezone }, nowMs) ?? 0]),
  ].filter((end) => end > nowMs);
  return ends.length === 0 ? null : Math.max(...ends);
}
