import { Check, Copy, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Message } from '../../../shared/domain/conversation.ts';
import { Button } from '../../components/button.tsx';
import { LightButton } from '../../components/light-button.tsx';
import { useCopied } from '../../hooks/use-copied.ts';
import { focusComposer } from '../../lib/composer-focus.ts';
import { cx } from '../../lib/cx.ts';
import { formatExact } from '../../lib/format-time.ts';
import { editMessage } from '../../stores/chat.ts';
import { text } from '../../text.ts';
import { AttachmentChips } from './attachment-chips.tsx';

interface UserMessageProps {
  message: Message;
  /** Null while it cannot be: an answer is being written. */
  onEdit: (() => void) | null;
  editing: boolean;
  onEditEnd: () => void;
}

export function UserMessage({ message, onEdit, editing, onEditEnd }: UserMessageProps) {
  const { copied, copy } = useCopied();
  if (editing) return <MessageEditor message={message} onEnd={onEditEnd} />;
  const words = text.chat.message;
  return (
    <article
      data-testid="message"
      data-role="user"
      data-id={message.id}
      aria-label={text.chat.you}
      title={formatExact(message.createdAtMs)}
      className="group/message flex flex-col items-end gap-1.5"
    >
      <div className="flex max-w-[88%] items-center gap-1">
        <div className="flex shrink-0 opacity-0 transition focus-within:opacity-100 group-hover/message:opacity-100">
          <LightButton
            className="text-ink-3"
            label={copied ? text.common.copied : words.copy}
            icon={copied ? <Check aria-hidden size={14} className="text-ok" /> : <Copy aria-hidden size={14} />}
            onClick={() => copy(message.text)}
          />
          {onEdit && (
            <LightButton
              className="text-ink-3"
              label={words.edit}
              icon={<Pencil aria-hidden size={14} />}
              onClick={onEdit}
            />
          )}
        </div>
        <p className="min-w-0 whitespace-pre-wrap rounded-[14px_14px_4px_14px] bg-accent-bg px-3.5 py-2 [overflow-wrap:anywhere]">
          {message.text}
        </p>
      </div>
      <AttachmentChips attachments={message.attachments} />
    </article>
  );
}

function MessageEditor({ message, onEnd }: { message: Message; onEnd: () => void }) {
  const [draft, setDraft] = useState(message.text);
  const [busy, setBusy] = useState(false);
  const end = () => {
    onEnd();
    focusComposer();
  };
  const send = async () => {
    if (draft.trim() === '' || busy) return;
    setBusy(true);
    if (await editMessage(message.id, draft.trim())) end();
    else setBusy(false);
  };
  return (
    <div className="animate-appear rounded-l border border-accent bg-card p-3 shadow-card">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the user just asked to type here
        autoFocus
        aria-label={text.chat.message.editLabel}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') end();
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
        className="field-sizing-content max-h-[38vh] min-h-8 w-full resize-none bg-transparent outline-none"
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <span className="min-w-0 grow text-ink-3 text-s">{text.chat.message.editNote}</span>
        <Button onClick={end}>{text.common.cancel}</Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={draft.trim() === ''}
          onClick={() => void send()}
          className={cx(busy && 'opacity-80')}
        >
          {text.chat.message.send}
        </Button>
      </div>
    </div>
  );
}
