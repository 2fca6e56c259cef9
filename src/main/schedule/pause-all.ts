/** The pause of everything: until it is resumed, or until a moment. It lives in two settings, so that it outlasts a restart. */
import { MajordomoError } from '../../shared/errors.ts';
import type { Settings } from '../settings/settings.ts';

export interface Pause {
  paused: boolean;
  /** Null while paused: until it is resumed by hand. */
  untilMs: number | null;
}

export function readPause(settings: Settings): Pause {
  const paused = settings.get('paused');
  const until = paused ? settings.get('schedule.paused-until') : null;
  return { paused, untilMs: until === null ? null : Date.parse(until) };
}

/** @throws MajordomoError `Schedule.PastMoment` */
export function pauseAll(settings: Settings, { paused, untilMs, nowMs }: Pause & { nowMs: number }): void {
  if (paused && untilMs !== null && untilMs <= nowMs)
    throw new MajordomoError({
      code: 'Schedule.PastMoment',
      message: `${new Date(untilMs).toISOString()} is already past. Say a moment that is still to come.`,
      data: { untilMs },
    });
  // First until when, so that whoever is told of the pause finds it.
  settings.set('schedule.paused-until', paused && untilMs !== null ? new Date(untilMs).toISOString() : null);
  settings.set('paused', paused);
}
