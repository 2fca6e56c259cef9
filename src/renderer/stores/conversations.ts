import { create } from 'zustand';
import type { Conversation } from '../../shared/domain/conversation.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { reportError } from './toasts.ts';

interface ConversationsStore {
  list: Loadable<Conversation[]>;
}

const createInitialState = (): ConversationsStore => ({ list: loading });

export const useConversationsStore = create<ConversationsStore>()(createInitialState);

export const selectConversations = (state: ConversationsStore) => state.list;

export function selectTitle(conversationId: string | null) {
  return (state: ConversationsStore): string | null =>
    loadedValue(state.list)?.find((conversation) => conversation.id === conversationId)?.title ?? null;
}

export async function loadConversations(): Promise<void> {
  try {
    setList(await client.conversations.list());
  } catch (error) {
    useConversationsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
}

/** Puts a new or changed conversation into the list without asking main again. */
export function receiveConversation(conversation: Conversation): void {
  const others = (loadedValue(useConversationsStore.getState().list) ?? []).filter(({ id }) => id !== conversation.id);
  setList([conversation, ...others]);
}

export async function renameConversation(conversationId: string, title: string): Promise<void> {
  try {
    receiveConversation(await client.conversations.rename({ conversationId, title }));
  } catch (error) {
    reportError(error);
  }
}

export function dropConversation(conversationId: string): void {
  setList((loadedValue(useConversationsStore.getState().list) ?? []).filter(({ id }) => id !== conversationId));
}

function setList(conversations: Conversation[]): void {
  const latestFirst = conversations.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs);
  useConversationsStore.setState({ list: ready(latestFirst) });
}
