/** Conversations, and the turns in them. */
import { z } from 'zod';
import { mostAttachments } from '../../domain/attachment-limits.ts';
import { attachment, conversation, message } from '../../domain/conversation.ts';
import { id, nothing } from './common.ts';

const turn = z.object({ conversation, userMessage: message, replyId: z.string() });

export const chatChannels = {
  'conversations:list': { request: nothing, response: z.array(conversation) },
  'conversations:messages': { request: z.object({ conversationId: id }).strict(), response: z.array(message) },
  'conversations:rename': {
    request: z.object({ conversationId: id, title: z.string().min(1).max(200) }).strict(),
    response: conversation,
  },
  /** Out of sight at once, gone for good some minutes later; until then it can be restored. */
  'conversations:delete': { request: z.object({ conversationId: id }).strict(), response: nothing },
  'conversations:restore': { request: z.object({ conversationId: id }).strict(), response: conversation },
  /** All of it as Markdown. */
  'conversations:text': {
    request: z.object({ conversationId: id }).strict(),
    response: z.object({ markdown: z.string() }),
  },
  /** Asks where to, and writes it as Markdown; null when the user thought better of it. */
  'conversations:export': {
    request: z.object({ conversationId: id }).strict(),
    response: z.object({ file: z.string().nullable() }),
  },

  /** Starts a turn; the reply arrives as `chat:*` events. A null conversation starts a new one. */
  'chat:send': {
    request: z
      .object({
        conversationId: id.nullable(),
        text: z.string().min(1).max(100_000),
        attachments: z.array(attachment).max(mostAttachments).optional(),
      })
      .strict(),
    response: turn,
  },
  /** The latest answer again: it is taken away and made anew. */
  'chat:regenerate': { request: z.object({ conversationId: id }).strict(), response: turn },
  /** Something the user said, in other words: it and all that followed is taken away, then it is answered. */
  'chat:edit': { request: z.object({ messageId: id, text: z.string().min(1).max(100_000) }).strict(), response: turn },
  'chat:stop': { request: z.object({ conversationId: id }).strict(), response: nothing },
} as const;

export const chatEvents = {
  'chat:message-start': z.object({ message }),
  'chat:message-delta': z.object({ conversationId: z.string(), messageId: z.string(), text: z.string() }),
  /** The message as stored, also when only its plan or tool calls changed. */
  'chat:message-end': z.object({ message }),
  'chat:messages-removed': z.object({ conversationId: z.string(), messageIds: z.array(z.string()) }),
  'conversations:changed': z.object({}),
} as const;
