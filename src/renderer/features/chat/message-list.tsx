import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../../../shared/domain/conversation.ts';
import { cx } from '../../lib/cx.ts';
import { markWords } from '../../lib/mark-words.ts';
import { estimatedHeight } from '../../lib/message-height.ts';
import { canAnswerAgain } from '../../lib/thread.ts';
import { text } from '../../text.ts';
import { AssistantMessage } from './assistant-message.tsx';
import { UserMessage } from './user-message.tsx';

interface MessageListProps {
  messages: readonly Message[];
  scroller: RefObject<HTMLElement | null>;
  streaming: boolean;
  /** The one plan that is asked about now. */
  activePlanId: string | null;
  /** What is to be in sight and marked, with the words that were looked for in it. */
  target: { messageId: string; words: string } | null;
  /** Before it goes to `target`: the end is no longer followed. */
  onLeave: () => void;
}

const overscan = 4;
/** What came just now appears; what is scrolled to is there. */
const newForMs = 2_000;

/** A conversation of any length, of which only what is in sight exists. What is being written in stays, wherever it is scrolled to. */
export function MessageList({ messages, scroller, streaming, activePlanId, target, onLeave }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [editingId, setEditingId] = useState<string | null>(null);
  const indexOf = (id: string | null): number =>
    id === null ? -1 : messages.findIndex((message) => message.id === id);
  const editing = indexOf(editingId);
  const plan = activePlanId === null ? -1 : messages.findLastIndex((message) => message.plan?.id === activePlanId);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const kept = [editing, plan].filter((index) => index >= 0);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((a, b) => a - b);
    },
    [editing, plan],
  );
  const virtualizer = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedHeight(messages[index], list.current?.clientWidth ?? 720),
    getItemKey: (index) => messages[index]?.id ?? index,
    overscan,
    scrollMargin: offset,
    rangeExtractor,
  });

  // What stands above the messages may grow or go.
  useLayoutEffect(() => {
    const above = list.current?.offsetTop ?? 0;
    if (above !== offset) setOffset(above);
  });

  const again = canAnswerAgain(messages);
  const targetId = target?.messageId ?? null;
  const targetIndex = indexOf(targetId);
  useEffect(() => {
    if (targetIndex < 0) return;
    onLeave();
    virtualizer.scrollToIndex(targetIndex, { align: 'center' });
  }, [targetIndex, virtualizer, onLeave]);

  return (
    <div
      ref={list}
      role="log"
      aria-label={text.chat.log}
      aria-busy={streaming}
      className="relative shrink-0"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const message = messages[index];
        if (!message) return null;
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0 pb-[18px]"
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            <Entry
              message={message}
              again={again && index === messages.length - 1}
              streaming={streaming}
              activePlanId={activePlanId}
              found={targetId === message.id ? (target?.words ?? '') : null}
              editing={editingId === message.id}
              onEdit={setEditingId}
            />
          </div>
        );
      })}
    </div>
  );
}

interface EntryProps {
  message: Message;
  /** Whether it can be answered anew. */
  again: boolean;
  streaming: boolean;
  activePlanId: string | null;
  /** Words to be marked; null where nothing was looked for. */
  found: string | null;
  editing: boolean;
  onEdit: (messageId: string | null) => void;
}

const Entry = memo(function Entry({ message, again, streaming, activePlanId, found, editing, onEdit }: EntryProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found !== null && element.current) return markWords(element.current, found);
  }, [found]);
  const isNew = Date.now() - message.createdAtMs < newForMs;
  return (
    <div
      ref={element}
      className={cx(
        isNew && 'animate-appear',
        found !== null && '-m-2 rounded-l p-2 outline-2 outline-accent/60 transition',
      )}
    >
      {message.role === 'user' ? (
        <UserMessage
          message={message}
          onEdit={streaming ? null : () => onEdit(message.id)}
          editing={editing}
          onEditEnd={() => onEdit(null)}
        />
      ) : (
        <AssistantMessage message={message} activePlanId={activePlanId} again={again} />
      )}
    </div>
  );
});
