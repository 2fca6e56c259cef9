/** Keys of a shortcut that works in every program, as Electron writes them. Pure. */

interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Null while only modifiers are held, and for a key alone: that would take it from every program. */
export function acceleratorOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  const name = code === 'Space' ? 'Space' : key.length === 1 ? key.toUpperCase() : /^F\d{1,2}$/.test(key) ? key : null;
  if (name === null || name === '+') return null;
  if (!ctrlKey && !metaKey && !altKey) return null;
  const modifiers = [
    ctrlKey || metaKey ? 'CommandOrControl' : null,
    altKey ? 'Alt' : null,
    shiftKey ? 'Shift' : null,
  ].filter((modifier): modifier is string => modifier !== null);
  return [...modifiers, name].join('+');
}

export function keysOfAccelerator(accelerator: string): string[] {
  return accelerator.split('+').map((key) => (key === 'CommandOrControl' ? 'Mod' : key));
}
