import { MessagesSquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { selectConversations, useConversationsStore } from '../../stores/conversations.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate, openNewConversation, selectRoute, useRouteStore } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { ConversationItem } from './conversation-item.tsx';
import { ConversationHits, ConversationSearchField } from './conversation-search.tsx';

export function ConversationList() {
  const list = useConversationsStore(selectConversations);
  const route = useRouteStore(selectRoute);
  const [query, setQuery] = useState('');
  const conversations = loadedValue(list) ?? [];
  const newConversation = (
    <IconButton label={text.nav.newConversation} onClick={openNewConversation} icon={<Plus aria-hidden size={16} />} />
  );
  return (
    <>
      <div className="mt-3 flex flex-col items-center gap-1 wide:hidden">
        {newConversation}
        {conversations.length > 0 && (
          <Menu
            side="right"
            align="start"
            trigger={<IconButton label={text.nav.conversations} icon={<MessagesSquare aria-hidden size={16} />} />}
          >
            <div className="max-h-[60vh] max-w-72 overflow-y-auto">
              {conversations.map(({ id, title }) => (
                <MenuItem key={id} onSelect={() => navigate({ page: 'chat', conversationId: id })}>
                  <span className="block max-w-56 truncate">{title}</span>
                </MenuItem>
              ))}
            </div>
          </Menu>
        )}
      </div>
      <section aria-label={text.nav.conversations} className="mt-4 flex min-h-0 grow flex-col max-wide:hidden">
        <div className="flex items-center justify-between pr-0.5 pb-1 pl-2">
          <h2 className="text-ink-3 text-xs tracking-[0.02em]">{text.nav.conversations}</h2>
          {newConversation}
        </div>
        {list.status === 'loading' && (
          <div className="flex flex-col gap-3 px-2 py-1.5">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3.5 w-24" />
          </div>
        )}
        {list.status === 'ready' && conversations.length === 0 && (
          <p className="px-2 py-1 text-ink-3 text-s">{text.nav.noConversations}</p>
        )}
        {conversations.length > 0 && <ConversationSearchField query={query} onChange={setQuery} />}
        {query.trim() !== '' ? (
          <ConversationHits query={query} />
        ) : (
          <ul className="-mx-1 flex min-h-0 flex-col gap-px overflow-y-auto px-1 py-0.5">
            {conversations.map((conversation) => (
              <ConversationItem
                key={conversation.id}
                conversation={conversation}
                active={route.page === 'chat' && route.conversationId === conversation.id}
              />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
