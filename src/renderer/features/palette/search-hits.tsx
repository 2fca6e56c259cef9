import { Bell, CircleAlert, MessageSquare, MessagesSquare, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchHit } from '../../../shared/domain/search.ts';
import { matchStart } from '../../../shared/domain/search-marks.ts';
import { Excerpt } from '../../components/excerpt.tsx';
import { navigate, openFlow, openPage, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';
import type { PaletteAction } from './action.ts';

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
  else if (kind === 'message') navigate({ page: 'chat', conversationId: parent, messageId: id });
  else navigate({ page: 'chat', conversationId: id });
}
