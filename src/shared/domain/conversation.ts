import { z } from 'zod';
import { jsonValue } from '../json.ts';
import { longestAttachment, longestAttachmentName } from './attachment-limits.ts';
import { plan } from './plan.ts';

export const conversation = z.object({
  id: z.string(),
  title: z.string(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type Conversation = z.infer<typeof conversation>;

/** A tool call of the assistant or, below it, of the orchestrator, as shown in the chat. */
export const toolCall = z.object({
  id: z.string(),
  by: z.enum(['assistant', 'orchestrator']),
  tool: z.string(),
  arguments: jsonValue,
  status: z.enum(['running', 'succeeded', 'failed']),
  result: jsonValue.nullable(),
});
export type ToolCall = z.infer<typeof toolCall>;

/** A text file the user attached. To a model it is data, like a page. */
export const attachment = z.object({
  name: z.string().min(1).max(longestAttachmentName),
  text: z.string().max(longestAttachment),
});
export type Attachment = z.infer<typeof attachment>;

export const message = z.object({
  id: z.string(),
  conversationId: z.string(),
  role: z.enum(['user', 'assistant']),
  /** Markdown. */
  text: z.string(),
  status: z.enum(['streaming', 'done', 'stopped', 'failed']),
  toolCalls: z.array(toolCall),
  attachments: z.array(attachment),
  /** The plan card shown under the text, in its present status. */
  plan: plan.nullable(),
  createdAtMs: z.number(),
});
export type Message = z.infer<typeof message>;
