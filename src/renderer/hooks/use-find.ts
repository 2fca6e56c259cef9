import { useCallback, useMemo, useState } from 'react';
import type { Message } from '../../shared/domain/conversation.ts';
import { messagesWith } from '../lib/thread.ts';

export interface Find {
  open: boolean;
  query: string;
  /** Which of the matches is shown, from 0. */
  at: number;
  count: number;
  target: { messageId: string; words: string } | null;
  show: () => void;
  close: () => void;
  ask: (query: string) => void;
  /** To the next match, or by -1 to the one before; around the end. */
  step: (by: 1 | -1) => void;
}

/** Looking for words in the conversation that is shown; the latest match comes first. */
export function useFind(messages: readonly Message[]): Find {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => (open ? messagesWith(messages, query) : []), [open, messages, query]);
  const shown = Math.min(at, Math.max(0, found.length - 1));
  const messageId = found[shown] ?? null;
  const target = useMemo(() => (messageId === null ? null : { messageId, words: query }), [messageId, query]);
  const show = useCallback(() => setOpen(true), []);
  return {
    open,
    query,
    at: shown,
    count: found.length,
    target,
    show,
    close: () => {
      setOpen(false);
      setQuery('');
      setAt(0);
    },
    ask: (words) => {
      setQuery(words);
      setAt(0);
    },
    step: (by) => setAt(found.length === 0 ? 0 : (shown + by + found.length) % found.length),
  };
}
