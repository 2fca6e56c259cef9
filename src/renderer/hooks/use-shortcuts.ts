import { useEffect } from 'react';
import { type ShortcutId, shortcutOf } from '../lib/shortcuts.ts';

/** Acts on the window's shortcuts that `actions` names; the latest actions count. */
export function useShortcuts(actions: Partial<Record<ShortcutId, () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const id = shortcutOf(event);
      const action = id && actions[id];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}
