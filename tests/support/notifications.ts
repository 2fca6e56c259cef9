/** What the desktop's notification daemon (dunst) was told to show, read back from it with `dunstctl`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

export interface ShownNotification {
  id: number;
  title: string;
  body: string;
}

/** A daemon has one history for the whole session: what is older than this object is left out. */
export class DesktopNotifications {
  readonly #after: number;

  constructor() {
    this.#after = Math.max(0, ...history().map(({ id }) => id));
  }

  /** What was shown since, in its order. Takes what is on the screen off it, since only then it is in the history. */
  list(): ShownNotification[] {
    return history()
      .filter(({ id }) => id > this.#after)
      .sort((a, b) => a.id - b.id);
  }

  /** Waits for one whose title or body holds the text. */
  async waitFor(text: string): Promise<ShownNotification> {
    return await eventually(() => {
      const shown = this.list();
      const found = shown.find(({ title, body }) => `${title}\n${body}`.includes(text));
      expect(found, `a notification with “${text}” among ${JSON.stringify(shown)}`).toBeDefined();
      return found as ShownNotification;
    });
  }

  /** Waits until something is on the screen and presses it, as a click does. Nothing else may be shown before it. */
  async pressTheNext(): Promise<void> {
    await eventually(() => expect(dunstctl('count', 'displayed').trim()).toBe('1'));
    dunstctl('action', '0');
  }

  /** Waits until something is on the screen and presses its button with these words. */
  async pressButton(words: string): Promise<void> {
    writeFileSync(choiceFile, `${words}\n`);
    await eventually(() => expect(dunstctl('count', 'displayed').trim()).toBe('1'));
    dunstctl('context');
  }
}

/** What dunstrc reads the choice from. */
const choiceFile = `/tmp/majordomo-dunst-choice${process.env.DISPLAY ?? ''}`;

interface Variant<T> {
  data: T;
}

function history(): ShownNotification[] {
  dunstctl('close-all');
  const { data } = JSON.parse(dunstctl('history')) as Variant<
    Array<Array<{ id: Variant<number>; summary: Variant<string>; body: Variant<string> }>>
  >;
  return data.flat().map(({ id, summary, body }) => ({ id: id.data, title: summary.data, body: body.data }));
}

function dunstctl(...args: string[]): string {
  return execFileSync('dunstctl', args, { encoding: 'utf8' });
}
