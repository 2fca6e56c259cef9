import { MajordomoError } from '../../../shared/errors.ts';
import type { chatChannels } from '../../../shared/ipc/contract/chat.ts';
import type { App } from '../../app.ts';
import type { Turn } from '../../assistant/assistant.ts';
import { conversationInMarkdown, fileNameOf } from '../../assistant/conversation-text.ts';
import type { Desktop } from '../../platform/desktop.ts';
import { findConversation, listConversations, renameConversation } from '../../store/tables/conversations.ts';
import { writeText } from '../../workspace/write-text.ts';
import type { HandlersOf } from '../channel.ts';

export function chatHandlers(
  { db, assistant, events, timezone }: App,
  desktop: Desktop,
): HandlersOf<typeof chatChannels> {
  const inMarkdown = (conversationId: string): string =>
    conversationInMarkdown({
      conversation: assistant.conversation(conversationId),
      messages: assistant.messages(conversationId),
      timezone,
    });
  return {
    'conversations:list': () => listConversations(db),
    'conversations:messages': ({ conversationId }) => assistant.messages(conversationId),
    'conversations:rename': ({ conversationId, title }) => {
      renameConversation(db, conversationId, title);
      events.emit('conversations:changed', {});
      const conversation = findConversation(db, conversationId);
      if (!conversation)
        throw new MajordomoError({ code: 'Conversation.Unknown', message: 'This conversation no longer exists.' });
      return conversation;
    },
    'conversations:delete': ({ conversationId }) => {
      assistant.delete(conversationId);
      return {};
    },
    'conversations:restore': ({ conversationId }) => assistant.restore(conversationId),
    'conversations:text': ({ conversationId }) => ({ markdown: inMarkdown(conversationId) }),
    'conversations:export': async ({ conversationId }) => {
      const markdown = inMarkdown(conversationId);
      const name = fileNameOf(assistant.conversation(conversationId));
      const file = await desktop.chooseFileToSave({ name, kind: 'Markdown', extension: 'md' });
      if (file !== null) await writeText(file, markdown);
      return { file };
    },

    'chat:send': (sent) => begun(assistant.send(sent)),
    'chat:regenerate': ({ conversationId }) => begun(assistant.regenerate(conversationId)),
    'chat:edit': ({ messageId, text }) => begun(assistant.edit(messageId, text)),
    'chat:stop': ({ conversationId }) => {
      assistant.stop(conversationId);
      return {};
    },
  };
}

/** The turn goes on; how is told by events. */
function begun({ conversation, userMessage, replyId }: Turn) {
  return { conversation, userMessage, replyId };
}
