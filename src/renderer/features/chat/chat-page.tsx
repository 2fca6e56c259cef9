import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useMemo } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { useFileDrop } from '../../hooks/use-file-drop.ts';
import { useFind } from '../../hooks/use-find.ts';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { useStickToBottom } from '../../hooks/use-stick-to-bottom.ts';
import { flowsOf, isStreaming, openPlan } from '../../lib/thread.ts';
import { selectBrain, useAppStatusStore } from '../../stores/app-status.ts';
import { attachFiles } from '../../stores/attachments.ts';
import { loadThread, messagesOf, selectThread, sendMessage, useChatStore } from '../../stores/chat.ts';
import { selectTitle, useConversationsStore } from '../../stores/conversations.ts';
import { navigate } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { Composer, type SendMessage } from './composer.tsx';
import { FindBar } from './find-bar.tsx';
import { MessageList } from './message-list.tsx';
import { OpenQuestions } from './open-questions.tsx';
import { Welcome } from './welcome.tsx';

interface ChatPageProps {
  conversationId: string | null;
  /** The message to be in sight; without it, the latest. */
  messageId?: string | undefined;
  /** Tell what this is, also to somebody who has been here before. */
  introduce?: boolean;
}

export function ChatPage({ conversationId, messageId, introduce = false }: ChatPageProps) {
  const thread = useChatStore(selectThread(conversationId));
  const title = useConversationsStore(selectTitle(conversationId));
  const brain = useAppStatusStore(selectBrain);
  const messages = messagesOf(thread);
  const streaming = isStreaming(messages);
  const openPlanId = openPlan(messages)?.id ?? null;
  // A plan only answers to Enter once it has been in sight for a moment: the Enter that sent the request,
  // pressed twice, must not approve what nobody has read.
  const seenPlanId = useDebounced(openPlanId, 600);
  const activePlanId = seenPlanId === openPlanId ? openPlanId : null;
  const { scroller, content, onScroll, atBottom, jump, leave } = useStickToBottom(
    conversationId ?? 'new',
    messages.length > 0,
  );
  const find = useFind(messages);
  const { show: showFind } = find;
  useShortcuts(useMemo(() => ({ find: showFind }), [showFind]));
  const linked = useMemo(() => (messageId === undefined ? null : { messageId, words: '' }), [messageId]);
  const drop = useFileDrop((files) => void attachFiles(conversationId, files));

  useEffect(() => {
    if (conversationId && useChatStore.getState().threads[conversationId]?.phase !== 'ready')
      void loadThread(conversationId);
  }, [conversationId]);

  const send: SendMessage = useCallback(
    async (words, attachments) => {
      jump();
      const sentTo = await sendMessage(conversationId, words, attachments);
      if (sentTo && (sentTo !== conversationId || messageId)) navigate({ page: 'chat', conversationId: sentTo });
      return sentTo !== null;
    },
    [conversationId, messageId, jump],
  );

  return (
    <div className="relative flex min-h-0 grow flex-col" {...drop.handlers}>
      <TitleBar title={title ?? text.chat.newTitle} aside={brain && <Tag>{brain}</Tag>} />
      <div className="relative flex min-h-0 grow flex-col">
        {find.open && <FindBar find={find} />}
        <div
          ref={scroller}
          onScroll={onScroll}
          className="min-h-0 grow overflow-y-auto [scrollbar-gutter:stable_both-edges]"
        >
          <div
            ref={content}
            className="relative mx-auto flex min-h-full w-full max-w-[768px] flex-col px-6 pt-6 pb-3.5"
          >
            {conversationId === null && messages.length === 0 && <Welcome introduce={introduce} />}
            {conversationId !== null && (!thread || (thread.phase === 'loading' && messages.length === 0)) && (
              <ThreadSkeleton />
            )}
            {thread?.phase === 'error' && thread.error && conversationId && (
              <ErrorNotice error={thread.error} onRetry={() => void loadThread(conversationId)} />
            )}
            <MessageList
              key={conversationId ?? 'new'}
              messages={messages}
              scroller={scroller}
              streaming={streaming}
              activePlanId={activePlanId}
              target={find.target ?? linked}
              onLeave={leave}
            />
            <OpenQuestions flowIds={flowsOf(messages)} />
          </div>
        </div>
        {!atBottom && (
          <div className="absolute bottom-2 left-1/2 z-10 -translate-x-1/2 animate-appear">
            <IconButton
              label={text.chat.latest}
              onClick={() => jump(true)}
              icon={<ArrowDown aria-hidden size={16} />}
              className="rounded-full border bg-raised shadow-float"
            />
          </div>
        )}
      </div>
      <Composer
        key={conversationId ?? 'new'}
        conversationId={conversationId}
        streaming={streaming}
        activePlanId={activePlanId}
        onSend={send}
      />
      {drop.isOver && (
        <p className="pointer-events-none absolute inset-3 z-30 flex items-center justify-center rounded-l border-2 border-accent border-dashed bg-accent-bg/90 font-[570] text-accent">
          {text.chat.attach.drop}
        </p>
      )}
    </div>
  );
}

function ThreadSkeleton() {
  return (
    <div role="status" aria-label={text.common.loading} className="flex flex-col gap-5">
      <Skeleton className="h-12 w-3/5 self-end rounded-l" />
      <Skeleton className="h-4 w-2/5" />
      <Skeleton className="h-56 w-full rounded-l" />
    </div>
  );
}
