import { Copy, Ellipsis, FileDown, Pencil, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import type { Conversation } from '../../../shared/domain/conversation.ts';
import { ContextMenu, Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx';
import { cx } from '../../lib/cx.ts';
import { renameConversation } from '../../stores/conversations.ts';
import { deleteConversation } from '../../stores/delete-conversation.ts';
import { navigate } from '../../stores/route.ts';
import { copyConversation, exportConversation } from '../../stores/take-conversation.ts';
import { text } from '../../text.ts';

interface ConversationItemProps {
  conversation: Conversation;
  active: boolean;
}

export const ConversationItem = memo(function ConversationItem({ conversation, active }: ConversationItemProps) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) return <RenameField conversation={conversation} onDone={() => setRenaming(false)} />;
  // The menu hands the focus back as it closes; only then may the field take it.
  const rename = () => setTimeout(() => setRenaming(true), 50);
  const items = (
    <>
      <MenuItem icon={<Pencil aria-hidden size={14} />} onSelect={rename}>
        {text.nav.rename}
      </MenuItem>
      <MenuItem icon={<Copy aria-hidden size={14} />} onSelect={() => void copyConversation(conversation.id)}>
        {text.nav.copyAsText}
      </MenuItem>
      <MenuItem icon={<FileDown aria-hidden size={14} />} onSelect={() => void exportConversation(conversation.id)}>
        {text.nav.export}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 aria-hidden size={14} />} danger onSelect={() => void deleteConversation(conversation)}>
        {text.nav.delete}
      </MenuItem>
    </>
  );
  return (
    <ContextMenu
      trigger={
        <li
          className={cx(
            'group/item relative flex h-8 shrink-0 items-center rounded-s text-body transition',
            active ? 'bg-hover text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
          )}
        >
          <button
            type="button"
            aria-current={active ? 'page' : undefined}
            onClick={() => navigate({ page: 'chat', conversationId: conversation.id })}
            onKeyDown={(event) => {
              if (event.key === 'F2') setRenaming(true);
              if (event.key === 'Delete') void deleteConversation(conversation);
            }}
            title={conversation.title}
            className="h-full min-w-0 grow truncate rounded-s pr-8 pl-2 text-left"
          >
            {conversation.title}
          </button>
          <Menu
            trigger={
              <button
                type="button"
                aria-label={text.nav.moreFor(conversation.title)}
                className="absolute right-1 flex size-6 items-center justify-center rounded-s text-ink-3 opacity-0 transition hover:text-ink focus-visible:opacity-100 group-hover/item:opacity-100 data-popup-open:opacity-100"
              >
                <Ellipsis aria-hidden size={15} />
              </button>
            }
          >
            {items}
          </Menu>
        </li>
      }
    >
      {items}
    </ContextMenu>
  );
});

function RenameField({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const [title, setTitle] = useState(conversation.title);
  const save = () => {
    const trimmed = title.trim();
    if (trimmed && trimmed !== conversation.title) void renameConversation(conversation.id, trimmed.slice(0, 200));
    onDone();
  };
  return (
    <li>
      <input
        // biome-ignore lint/a11y/noAutofocus: the user just asked to type here
        autoFocus
        aria-label={text.nav.renameLabel}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
          if (event.key === 'Escape') onDone();
        }}
        className="h-8 w-full select-text rounded-s border border-accent bg-card px-2 text-body outline-none"
      />
    </li>
  );
}
