import type { Conversation } from '../../shared/domain/conversation.ts';
import { client } from '../ipc-client.ts';
import { text } from '../text.ts';
import { forgetThread } from './chat.ts';
import { dropConversation, receiveConversation } from './conversations.ts';
import { forgetConversation, navigate, useRouteStore } from './route.ts';
import { reportError, showToast } from './toasts.ts';

/** Deletes a conversation and everything the page keeps of it; a note offers to bring it back. */
export async function deleteConversation({ id, title }: Conversation): Promise<void> {
  const { route } = useRouteStore.getState();
  const wasOpen = route.page === 'chat' && route.conversationId === id;
  try {
    await client.conversations.delete({ conversationId: id });
    forgetConversation(id);
    dropConversation(id);
    forgetThread(id);
    showToast({
      title: text.nav.deleted(title),
      action: { label: text.nav.undo, run: () => void restoreConversation(id, wasOpen) },
    });
  } catch (error) {
    reportError(error);
  }
}

async function restoreConversation(conversationId: string, show: boolean): Promise<void> {
  try {
    receiveConversation(await client.conversations.restore({ conversationId }));
    if (show) navigate({ page: 'chat', conversationId });
  } catch (error) {
    reportError(error);
  }
}
