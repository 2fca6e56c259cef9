import { Bell, CircleAlert, MessageSquare, MessagesSquare, Workflow } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import type { SearchHit } from '../../../shared/domain/search.ts';
import { matchEnd, matchStart } from '../../../shared/domain/search-marks.ts';
import { client } from '../../ipc-client.ts';
import { navigate, openFlow, openPage, openRun } from '../../stores/route.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import type { PaletteAction } from './actions.tsx';

const leastCharacters = 2;
const mostHits = 20;

/** What main finds; the hits of the last question stay until the next ones are here. */
export function useSearch(query: string): { hits: SearchHit[]; busy: boolean } {
  const [found, setFound] = useState<{ query: string; hits: SearchHit[] }>({ query: '', hits: [] });
  const asked = query.trim().length >= leastCharacters ? query : '';
  useEffect(() => {
    if (asked === '') return setFound({ query: '', hits: [] });
    let stale = false;
    client.search.everything({ text: asked, limit: mostHits }).then(
      (hits) => !stale && setFound({ query: asked, hits }),
      (error: unknown) => !stale && reportError(error),
    );
    return () => {
      stale = true;
    };
  }, [asked]);
  return { hits: found.hits, busy: asked !== found.query };
}

const size = 16;
const icons: Record<SearchHit['kind'], ReactNode> = {
  conversation: <MessagesSquare aria-hidden size={size} />,
  message: <MessageSquare aria-hidden size={size} />,
  flow: <Workflow aria-hidden size={size} />,
  run: <CircleAlert aria-hidden size={size} />,
  notification: <Bell aria-hidden size={size} />,
};

/** Flows and conversations are found by their names already; of those only what a text says is new. */
export function hitActions(hits: readonly SearchHit[]): PaletteAction[] {
  return hits
    .filter(({ kind, excerpt }) => kind !== 'conversation' && !(kind === 'flow' && !excerpt.includes(matchStart)))
    .map((hit) => ({
      id: `found ${hit.kind} ${hit.id}`,
      icon: icons[hit.kind],
      words: hit.title,
      detail: hit.excerpt && <Excerpt words={hit.excerpt} />,
      kind: text.palette.kind[hit.kind],
      run: () => goTo(hit),
    }));
}

function goTo({ kind, id, parent }: SearchHit): void {
  if (kind === 'flow') openFlow(id);
  else if (kind === 'run') openRun(id);
  else if (kind === 'notification') parent ? openRun(parent) : openPage('notifications');
  else navigate({ page: 'chat', conversationId: kind === 'message' ? parent : id });
}

function Excerpt({ words }: { words: string }) {
  return words.split(matchStart).map((part, index) => {
    const [matched, rest] = index === 0 ? ['', part] : part.split(matchEnd);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text
      <Fragment key={index}>
        {matched && <mark className="rounded-[3px] bg-accent-bg px-0.5 text-accent">{matched}</mark>}
        {rest}
      </Fragment>
    );
  });
}
