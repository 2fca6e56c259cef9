import { client } from '../ipc-client.ts';
import { forgetThread } from './chat.ts';
import { dropConversation } from './conversations.ts';
import { forgetConversation } from './route.ts';
import { reportError } from './toasts.ts';

/** Deletes a conversation and everything the page keeps of it. */
export async function deleteConversation(conversationId: string): Promise<void> {
  try {
    await client.conversations.delete({ conversationId });
    forgetConversation(conversationId);
    dropConversation(conversationId);
    forgetThread(conversationId);
  } catch (error) {
    reportError(error);
  }
}
