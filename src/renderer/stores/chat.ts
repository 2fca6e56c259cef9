/**
 * The messages of each conversation that was opened.
 * A turn's events may arrive before `chat:send` answers and while a thread is still being read,
 * so every message goes through one merge, by id and in order of creation.
 */
import { create } from 'zustand';
import type { Attachment, Message } from '../../shared/domain/conversation.ts';
import type { Plan } from '../../shared/domain/plan.ts';
import type { MajordomoError } from '../../shared/errors.ts';
import type { IpcEventPayload } from '../../shared/ipc/contract.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { mergeMessages, replacePlan, upsertMessage } from '../lib/thread.ts';
import { receiveConversation } from './conversations.ts';
import { reportError } from './toasts.ts';

export interface Thread {
  phase: 'loading' | 'ready' | 'error';
  messages: Message[];
  error: MajordomoError | null;
}

interface ChatStore {
  threads: Record<string, Thread>;
}

const createInitialState = (): ChatStore => ({ threads: {} });

export const useChatStore = create<ChatStore>()(createInitialState);

const noMessages: Message[] = [];

export function selectThread(conversationId: string | null) {
  return (state: ChatStore): Thread | null => (conversationId ? (state.threads[conversationId] ?? null) : null);
}

export const messagesOf = (thread: Thread | null): Message[] => thread?.messages ?? noMessages;

function setThread(conversationId: string, change: (thread: Thread) => Partial<Thread>): void {
  useChatStore.setState((state) => {
    const thread = state.threads[conversationId] ?? { phase: 'loading', messages: noMessages, error: null };
    return { threads: { ...state.threads, [conversationId]: { ...thread, ...change(thread) } } };
  });
}

export async function loadThread(conversationId: string): Promise<void> {
  setThread(conversationId, (thread) => (thread.phase === 'error' ? { phase: 'loading', error: null } : {}));
  try {
    const loaded = await client.conversations.messages({ conversationId });
    setThread(conversationId, (thread) => ({
      phase: 'ready',
      messages: mergeMessages(thread.messages, loaded),
      error: null,
    }));
  } catch (error) {
    setThread(conversationId, () => ({ phase: 'error', error: asMajordomoError(error) }));
  }
}

/** What main answers to everything that starts a turn. */
type Turn = Awaited<ReturnType<typeof client.chat.send>>;

/** Answers the conversation the message went to, or null when it could not be sent. */
export async function sendMessage(
  conversationId: string | null,
  text: string,
  attachments: readonly Attachment[] = [],
): Promise<string | null> {
  return await begin(
    () => client.chat.send({ conversationId, text, attachments: [...attachments] }),
    conversationId === null,
  );
}

/** Something the user said, in other words; what followed it is taken away. */
export const editMessage = (messageId: string, text: string) => begin(() => client.chat.edit({ messageId, text }));

/** The latest answer again. */
export const regenerate = (conversationId: string) => begin(() => client.chat.regenerate({ conversationId }));

async function begin(call: () => Promise<Turn>, isNew = false): Promise<string | null> {
  try {
    const { conversation, userMessage } = await call();
    receiveConversation(conversation);
    setThread(conversation.id, (thread) => ({
      phase: isNew ? 'ready' : thread.phase,
      messages: upsertMessage(thread.messages, userMessage),
    }));
    return conversation.id;
  } catch (error) {
    reportError(error);
    return null;
  }
}

export async function stopReply(conversationId: string): Promise<void> {
  try {
    await client.chat.stop({ conversationId });
  } catch (error) {
    reportError(error);
  }
}

export function receiveMessage(message: Message): void {
  setThread(message.conversationId, (thread) => ({ messages: upsertMessage(thread.messages, message) }));
}

export function receiveDelta(delta: IpcEventPayload<'chat:message-delta'>): void {
  setThread(delta.conversationId, (thread) => ({
    messages: thread.messages.map((message) =>
      message.id === delta.messageId && message.status === 'streaming'
        ? { ...message, text: message.text + delta.text }
        : message,
    ),
  }));
}

/** Taken away in main, because an earlier message is answered anew. */
export function removeMessages({ conversationId, messageIds }: IpcEventPayload<'chat:messages-removed'>): void {
  setThread(conversationId, (thread) => ({ messages: thread.messages.filter(({ id }) => !messageIds.includes(id)) }));
}

/** A plan in its new status, wherever it is shown. */
export function receivePlan(plan: Plan): void {
  if (plan.conversationId === null) return;
  setThread(plan.conversationId, (thread) => ({ messages: replacePlan(thread.messages, plan) }));
}

export function forgetThread(conversationId: string): void {
  useChatStore.setState((state) => {
    const { [conversationId]: _gone, ...threads } = state.threads;
    return { threads };
  });
}
