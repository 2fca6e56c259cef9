import type { Notification } from '../../shared/domain/notification.ts';

/** `important`: what failed, what waits for the user, what a flow was asked to tell. Everything is kept, whatever is shown. */
export type ShownKinds = 'all' | 'important' | 'none';

export function isWanted(kind: Notification['kind'], kinds: ShownKinds): boolean {
  return kinds === 'all' || (kinds === 'important' && kind !== 'fired');
}
