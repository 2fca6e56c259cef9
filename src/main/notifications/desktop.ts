/** The port to what shows notifications on the screen. Adapters are in platform/. */

/** `open` is also what a click on the notification itself means. */
export type NoteAction = 'open' | 'approve' | 'deny' | 'run-missed' | 'snooze';

export const actionWords: Record<NoteAction, string> = {
  open: 'Open',
  approve: 'Approve',
  deny: 'Deny',
  'run-missed': 'Run missed',
  snooze: 'Snooze 1 hour',
};

/** What stands on the screen: a notification, or several as one. */
export interface DesktopNote {
  /** The notification's id; of several as one, an id of its own. */
  id: string;
  title: string;
  body: string;
  flowId: string | null;
  runId: string | null;
  /** Several as one: opening it shows the notification centre. */
  isGroup: boolean;
  /** It asks the user for something: a desktop may keep it until it is looked at. */
  needsUser: boolean;
  /** Besides `open`. Desktops without buttons leave them out; opening leads to the place where the same can be done. */
  actions: readonly NoteAction[];
  /** The note in whose place it is shown; null: beside the others. */
  replaces: string | null;
}

export interface DesktopNotifications {
  /** Answers when the desktop has taken it, or why it did not. */
  show(note: DesktopNote): Promise<{ shown: true } | { shown: false; reason: string }>;
}

/** What the user pressed. */
export interface ChosenAction {
  note: DesktopNote;
  action: NoteAction;
}
