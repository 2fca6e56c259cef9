/** Conversations, and the turns in them. */
import { z } from 'zod';
import { conversation, message } from '../../domain/conversation.ts';
import { id, nothing } from './common.ts';

export const chatChannels = {
  'conversations:list': { request: nothing, response: z.array(conversation) },
  'conversations:messages': { request: z.object({ conversationId: id }).strict(), response: z.array(message) },
  'conversations:rename': {
    request: z.object({ conversationId: id, title: z.string().min(1).max(200) }).strict(),
    response: conversation,
  },
  'conversations:delete': { request: z.object({ conversationId: id }).strict(), response: nothing },

  /** Starts a turn; the reply arrives as `chat:*` events. A null conversation starts a new one. */
  'chat:send': {
    request: z.object({ conversationId: id.nullable(), text: z.string().min(1).max(100_000) }).strict(),
    response: z.object({ conversation, userMessage: message, replyId: z.string() }),
  },
  'chat:stop': { request: z.object({ conversationId: id }).strict(), response: nothing },
} as const;

export const chatEvents = {
  'chat:message-start': z.object({ message }),
  'chat:message-delta': z.object({ conversationId: z.string(), messageId: z.string(), text: z.string() }),
  /** The message as stored, also when only its plan or tool calls changed. */
  'chat:message-end': z.object({ message }),
  'conversations:changed': z.object({}),
} as const;
