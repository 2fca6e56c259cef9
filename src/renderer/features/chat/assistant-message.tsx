import { Check, Copy, RotateCcw } from 'lucide-react';
import type { Message } from '../../../shared/domain/conversation.ts';
import { Button } from '../../components/button.tsx';
import { LightButton } from '../../components/light-button.tsx';
import { useCopied } from '../../hooks/use-copied.ts';
import { cx } from '../../lib/cx.ts';
import { regenerate } from '../../stores/chat.ts';
import { text } from '../../text.ts';
import { LazyMarkdown } from './lazy-markdown.tsx';
import { PlanCard } from './plan-card.tsx';
import { ToolCalls } from './tool-calls.tsx';

interface AssistantMessageProps {
  message: Message;
  /** The one plan that is asked about now. */
  activePlanId: string | null;
  /** Whether it can be made anew: the last one alone. */
  again: boolean;
}

export function AssistantMessage({ message, activePlanId, again }: AssistantMessageProps) {
  const streaming = message.status === 'streaming';
  const waiting = streaming && message.text === '' && !message.toolCalls.some(({ status }) => status === 'running');
  const brokeOff = message.status === 'failed' || message.status === 'stopped';
  return (
    <article
      data-testid="message"
      data-role="assistant"
      data-status={message.status}
      data-id={message.id}
      aria-label={text.chat.assistant}
      className="group/message relative flex min-w-0 flex-col gap-3"
    >
      {message.toolCalls.length > 0 && <ToolCalls calls={message.toolCalls} />}
      {message.text !== '' && <LazyMarkdown source={message.text} streaming={streaming} />}
      {waiting && <Thinking />}
      {message.plan && <PlanCard plan={message.plan} active={message.plan.id === activePlanId} />}
      {brokeOff && (
        <div className="flex flex-wrap items-center gap-3">
          <p className={cx('text-s', message.status === 'failed' ? 'text-bad' : 'text-ink-3')}>
            {message.status === 'failed' ? text.chat.failed : text.chat.stopped}
          </p>
          {again && (
            <Button
              icon={<RotateCcw aria-hidden size={14} />}
              onClick={() => void regenerate(message.conversationId)}
              className="h-7"
            >
              {text.chat.message.retry}
            </Button>
          )}
        </div>
      )}
      {!streaming && message.text !== '' && <Actions message={message} again={again && !brokeOff} />}
    </article>
  );
}

function Actions({ message, again }: { message: Message; again: boolean }) {
  const { copied, copy } = useCopied();
  const words = text.chat.message;
  return (
    <div
      className={cx(
        '-ml-1.5 flex transition focus-within:opacity-100 group-hover/message:opacity-100',
        // Between two messages, so that what is seldom seen takes no space.
        again ? '-mt-2 -mb-2' : 'absolute top-full z-10 -mt-1 h-5 items-center opacity-0',
      )}
    >
      <LightButton
        className="text-ink-3"
        label={copied ? text.common.copied : words.copy}
        icon={copied ? <Check aria-hidden size={14} className="text-ok" /> : <Copy aria-hidden size={14} />}
        onClick={() => copy(message.text)}
      />
      {again && (
        <LightButton
          className="text-ink-3"
          label={words.regenerate}
          icon={<RotateCcw aria-hidden size={14} />}
          onClick={() => void regenerate(message.conversationId)}
        />
      )}
    </div>
  );
}

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
