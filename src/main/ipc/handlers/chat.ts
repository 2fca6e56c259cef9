import { MajordomoError } from '../../../shared/errors.ts';
import type { chatChannels } from '../../../shared/ipc/contract/chat.ts';
import type { App } from '../../app.ts';
import type { Turn } from '../../assistant/assistant.ts';
import {
  deleteConversation,
  findConversation,
  listConversations,
  renameConversation,
} from '../../store/tables/conversations.ts';
import type { HandlersOf } from '../channel.ts';

export function chatHandlers({ db, assistant, events }: App): HandlersOf<typeof chatChannels> {
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
      deleteConversation(db, conversationId);
      events.emit('conversations:changed', {});
      return {};
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
