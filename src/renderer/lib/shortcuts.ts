/** Every key the window knows, in one list: the handler acts on it, the dialog shows it. */
import { text } from '../text.ts';

export type ShortcutId =
  | 'new-conversation'
  | 'go-chat'
  | 'go-flows'
  | 'go-agenda'
  | 'go-approvals'
  | 'go-runs'
  | 'go-notifications'
  | 'go-data'
  | 'go-workers'
  | 'go-settings'
  | 'palette'
  | 'back'
  | 'forward'
  | 'search'
  | 'focus-composer'
  | 'find'
  | 'shortcuts';

interface Shortcut {
  id: ShortcutId;
  /** As shown. `Mod` is Ctrl, or Command on a Mac. */
  keys: readonly string[];
  words: string;
}

export const shortcuts: readonly Shortcut[] = [
  { id: 'palette', keys: ['Mod', 'K'], words: text.keys.palette },
  { id: 'new-conversation', keys: ['Mod', 'N'], words: text.nav.newConversation },
  { id: 'go-chat', keys: ['Mod', '1'], words: text.nav.chat },
  { id: 'go-flows', keys: ['Mod', '2'], words: text.nav.flows },
  { id: 'go-agenda', keys: ['Mod', '3'], words: text.nav.agenda },
  { id: 'go-approvals', keys: ['Mod', '4'], words: text.nav.approvals },
  { id: 'go-runs', keys: ['Mod', '5'], words: text.nav.runs },
  { id: 'go-notifications', keys: ['Mod', '6'], words: text.nav.notifications },
  { id: 'go-data', keys: ['Mod', '7'], words: text.nav.data },
  { id: 'go-workers', keys: ['Mod', '8'], words: text.nav.workers },
  { id: 'go-settings', keys: ['Mod', ','], words: text.nav.settings },
  { id: 'back', keys: ['Alt', '←'], words: text.nav.back },
  { id: 'forward', keys: ['Alt', '→'], words: text.keys.forward },
  { id: 'search', keys: ['/'], words: text.nav.search },
  { id: 'focus-composer', keys: ['Mod', 'L'], words: text.keys.write },
  { id: 'find', keys: ['Mod', 'F'], words: text.keys.find },
  { id: 'shortcuts', keys: ['Mod', '/'], words: text.keys.list },
];

/** What fields and cards answer to by themselves; listed with the others. */
export const localKeys: readonly { keys: readonly string[]; words: string }[] = [
  { keys: ['Enter'], words: text.keys.enter },
  { keys: ['Shift', 'Enter'], words: text.keys.newLine },
  { keys: ['Esc'], words: text.keys.escape },
  { keys: ['↑', '↓'], words: text.keys.rows },
  { keys: ['X'], words: text.keys.chooseRun },
  { keys: ['C'], words: text.keys.compareRuns },
  { keys: ['F6'], words: text.keys.notes },
  { keys: ['F2'], words: text.keys.rename },
  { keys: ['Delete'], words: text.keys.delete },
];

export const isMac = navigator.userAgent.includes('Mac');

export function keyName(key: string): string {
  if (key !== 'Mod') return key;
  return isMac ? '⌘' : 'Ctrl';
}

/** Which shortcut a key press is; single letters only count outside of text fields. */
export function shortcutOf(event: KeyboardEvent): ShortcutId | null {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (event.altKey && !mod && event.key === 'ArrowLeft') return 'back';
  if (event.altKey && !mod && event.key === 'ArrowRight') return 'forward';
  if (mod && !event.altKey && !event.shiftKey) return modShortcuts[event.key.toLowerCase()] ?? null;
  if (event.key === '/' && !mod && !event.altKey && !isTyping(event.target)) return 'search';
  return null;
}

const modShortcuts: Record<string, ShortcutId> = {
  n: 'new-conversation',
  '1': 'go-chat',
  '2': 'go-flows',
  '3': 'go-agenda',
  '4': 'go-approvals',
  '5': 'go-runs',
  '6': 'go-notifications',
  '7': 'go-data',
  '8': 'go-workers',
  ',': 'go-settings',
  k: 'palette',
  l: 'focus-composer',
  f: 'find',
  '/': 'shortcuts',
};

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
