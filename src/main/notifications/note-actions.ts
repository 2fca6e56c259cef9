/** Which buttons a notification has, read from its key. */
import type { KeyedNotification } from '../store/tables/notifications.ts';
import type { NoteAction } from './desktop.ts';

export const approvalKey = (approvalId: string): string => `approval:${approvalId}`;
export const missedKey = (occurrenceId: string): string => `missed:${occurrenceId}`;

/** The approval a notification asks for; null for any other. */
export function approvalOf({ key }: Pick<KeyedNotification, 'key'>): string | null {
  return key.startsWith('approval:') ? key.slice('approval:'.length) : null;
}

/** The firing that a notification says was missed; null for any other. */
export function missedOf({ key }: Pick<KeyedNotification, 'key'>): string | null {
  return key.startsWith('missed:') ? key.slice('missed:'.length) : null;
}

export function actionsOf(notification: KeyedNotification): NoteAction[] {
  if (approvalOf(notification) !== null) return ['approve', 'deny', 'snooze'];
  if (missedOf(notification) !== null) return ['run-missed', 'snooze'];
  switch (notification.kind) {
    case 'failed':
    case 'flow':
      return ['snooze'];
    default:
      return [];
  }
}
