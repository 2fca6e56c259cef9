import { memo } from 'react';
import type { Message } from '../../../shared/domain/conversation.ts';
import { formatExact } from '../../lib/format-time.ts';
import { text } from '../../text.ts';
import { LazyMarkdown } from './lazy-markdown.tsx';
import { PlanCard } from './plan-card.tsx';
import { ToolCalls } from './tool-calls.tsx';

interface MessageViewProps {
  message: Message;
  /** The one plan that is asked about now. */
  activePlanId: string | null;
}

export const MessageView = memo(function MessageView({ message, activePlanId }: MessageViewProps) {
  if (message.role === 'user') {
    return (
      <article
        data-testid="message"
        data-role="user"
        aria-label={text.chat.you}
        title={formatExact(message.createdAtMs)}
        className="max-w-[80%] animate-appear self-end whitespace-pre-wrap rounded-[14px_14px_4px_14px] bg-accent-bg px-3.5 py-2 [overflow-wrap:anywhere]"
      >
        {message.text}
      </article>
    );
  }
  const streaming = message.status === 'streaming';
  const waiting = streaming && message.text === '' && !message.toolCalls.some(({ status }) => status === 'running');
  return (
    <article
      data-testid="message"
      data-role="assistant"
      data-status={message.status}
      aria-label={text.chat.assistant}
      className="flex min-w-0 animate-appear flex-col gap-3"
    >
      {message.toolCalls.length > 0 && <ToolCalls calls={message.toolCalls} />}
      {message.text !== '' && <LazyMarkdown source={message.text} streaming={streaming} />}
      {waiting && <Thinking />}
      {message.plan && <PlanCard plan={message.plan} active={message.plan.id === activePlanId} />}
      {message.status === 'stopped' && <p className="text-ink-3 text-s">{text.chat.stopped}</p>}
      {message.status === 'failed' && <p className="text-bad text-s">{text.chat.failed}</p>}
    </article>
  );
});

function Thinking() {
  return (
    <span role="status" aria-label={text.chat.thinking} className="flex h-[21px] items-center gap-1">
      {[0, 200, 400].map((delayMs) => (
        <span
          key={delayMs}
          aria-hidden
          className="size-1.5 animate-breathe rounded-full bg-ink-3"
          style={{ animationDelay: `${delayMs}ms` }}
        />
      ))}
    </span>
  );
}
