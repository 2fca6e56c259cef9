import type { ReactNode } from 'react';
import { wordScore } from '../../lib/word-score.ts';

export interface PaletteAction {
  id: string;
  icon: ReactNode;
  words: string;
  /** Other words it is looked for by; never shown. */
  also?: string;
  detail?: ReactNode;
  /** What it is, where that does not show. */
  kind?: string;
  keys?: readonly string[];
  run: () => void;
}

export interface PaletteGroup {
  heading: string;
  actions: PaletteAction[];
}

/** Of an icon, in px. */
export const iconSize = 16;

/** Those that the query means, the best first; all of them in their order where nothing is typed. */
export function best(actions: PaletteAction[], query: string, most = Number.POSITIVE_INFINITY): PaletteAction[] {
  return actions
    .map((action) => ({ action, score: scoreOf(action, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ action }) => action);
}

function scoreOf({ words, also }: PaletteAction, query: string): number {
  return wordScore(words, query) || (also === undefined ? 0 : wordScore(`${words} ${also}`, query) / 2);
}
