import { useEffect, useState } from 'react';
import type { Options } from 'react-markdown';
import { reportError } from '../../stores/toasts.ts';

export type Highlighter = NonNullable<Options['rehypePlugins']>[number];

let known: Highlighter | null = null;

/** What colours code, read with the first message that has some; null until it is here. */
export function useHighlighter(wanted: boolean): Highlighter | null {
  const [highlighter, setHighlighter] = useState<Highlighter | null>(() => known);
  useEffect(() => {
    if (!wanted || highlighter) return;
    import('rehype-highlight').then(({ default: plugin }) => {
      known = plugin;
      setHighlighter(() => plugin);
    }, reportError);
  }, [wanted, highlighter]);
  return wanted ? highlighter : null;
}
