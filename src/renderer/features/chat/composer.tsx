import { ArrowUp, Paperclip, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Attachment } from '../../../shared/domain/conversation.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { composerId, focusComposer } from '../../lib/composer-focus.ts';
import { cx } from '../../lib/cx.ts';
import { attachFiles, detach, selectWaiting, setWaiting, useAttachmentsStore } from '../../stores/attachments.ts';
import { stopReply } from '../../stores/chat.ts';
import { selectDraft, setDraft, useDraftsStore } from '../../stores/drafts.ts';
import { approvePlanByKey } from '../../stores/plans.ts';
import { text } from '../../text.ts';
import { AttachmentChips } from './attachment-chips.tsx';

interface ComposerProps {
  conversationId: string | null;
  streaming: boolean;
  /** The plan that Enter approves while nothing is written. */
  activePlanId: string | null;
  onSend: SendMessage;
}

/** Answers whether it was sent; if not, the words and files come back. */
export type SendMessage = (words: string, attachments: readonly Attachment[]) => Promise<boolean>;

export function Composer({ conversationId, streaming, activePlanId, onSend }: ComposerProps) {
  const draft = useDraftsStore(selectDraft(conversationId));
  const attachments = useAttachmentsStore(selectWaiting(conversationId));
  const files = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const actions = useMemo(() => ({ 'focus-composer': focusComposer }), []);
  useShortcuts(actions);
  useEffect(() => {
    focusComposer();
    // From here on a person can type: what `npm run bench -- desktop` measures.
    performance.mark('majordomo:usable');
  }, []);

  const canSend = draft.trim() !== '' && !streaming && !sending;
  const send = async () => {
    if (!canSend) return;
    setSending(true);
    setDraft(conversationId, '');
    setWaiting(conversationId, []);
    if (!(await onSend(draft.trim(), attachments))) {
      setDraft(conversationId, draft);
      setWaiting(conversationId, attachments);
    }
    setSending(false);
  };
  const stop = () => conversationId && void stopReply(conversationId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && streaming) stop();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (draft.trim() !== '') void send();
    else if (activePlanId && !streaming && !event.repeat) approvePlanByKey(activePlanId);
  };

  return (
    <div className="shrink-0 overflow-hidden [scrollbar-gutter:stable_both-edges]">
      <div className="mx-auto w-full max-w-[768px] px-6 pt-1 pb-[18px]">
        <div className="rounded-l border bg-card py-2 pr-2 pl-2 shadow-card transition focus-within:border-line-2">
          {attachments.length > 0 && (
            <div className="px-1 pb-2">
              <AttachmentChips attachments={attachments} onRemove={(name) => detach(conversationId, name)} />
            </div>
          )}
          <div className="flex items-end gap-1.5">
            <input
              ref={files}
              type="file"
              multiple
              hidden
              data-testid="attach-input"
              onChange={({ target }) => {
                void attachFiles(conversationId, [...(target.files ?? [])]).then(focusComposer);
                // The same file may be chosen again.
                target.value = '';
              }}
            />
            <IconButton
              label={text.chat.attach.button}
              onClick={() => files.current?.click()}
              icon={<Paperclip aria-hidden size={15} />}
              className="size-8 rounded-[9px]"
            />
            <textarea
              id={composerId}
              data-testid="composer"
              aria-label={text.chat.composerLabel}
              placeholder={text.chat.placeholder}
              rows={1}
              value={draft}
              onChange={(event) => setDraft(conversationId, event.target.value)}
              onKeyDown={onKeyDown}
              onPaste={(event) => {
                if (event.clipboardData.files.length === 0) return;
                event.preventDefault();
                void attachFiles(conversationId, [...event.clipboardData.files]);
              }}
              className="field-sizing-content max-h-[38vh] min-h-8 grow resize-none bg-transparent py-[5px] outline-none placeholder:text-ink-3"
            />
            {streaming ? (
              <IconButton
                label={text.chat.stop}
                hint={`${text.chat.stop} (Esc)`}
                onClick={stop}
                icon={<Square aria-hidden size={11} fill="currentColor" />}
                className="size-8 rounded-[9px] border bg-card text-ink"
              />
            ) : (
              <IconButton
                label={text.chat.send}
                hint={`${text.chat.send} (Enter)`}
                disabled={!canSend}
                onClick={() => void send()}
                icon={<ArrowUp aria-hidden size={17} strokeWidth={2.2} />}
                className={cx(
                  'size-8 rounded-[9px]',
                  canSend ? 'bg-accent text-on-accent hover:bg-accent-2 hover:text-on-accent' : 'bg-hover text-ink-3',
                )}
              />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
