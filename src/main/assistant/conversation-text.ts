/** A conversation as Markdown: for a file, or for another program. */
import type { Conversation, Message } from '../../shared/domain/conversation.ts';
import type { Plan } from '../../shared/domain/plan.ts';

export interface InMarkdown {
  conversation: Conversation;
  messages: readonly Message[];
  timezone: string;
}

const names = { user: 'You', assistant: 'Majordomo' } as const;
const ends = { stopped: '*Stopped.*', failed: '*The reply broke off.*', done: null, streaming: null } as const;
const plans = {
  proposed: 'proposed',
  approved: 'approved',
  discarded: 'discarded',
  superseded: 'earlier version',
} as const;

/** Messages in their order, each under who said it and when; attached files by name, plans by name and status. */
export function conversationInMarkdown({ conversation, messages, timezone }: InMarkdown): string {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  const parts = messages.map((message) => {
    const lines = [
      `**${names[message.role]}**, ${time.format(message.createdAtMs)}`,
      message.text.trim(),
      ...message.attachments.map(({ name, text }) => `*Attached: ${name} (${text.length} characters)*`),
      message.plan && planInMarkdown(message.plan),
      ends[message.status],
    ];
    return lines.filter((line) => line !== null && line !== '').join('\n\n');
  });
  return `${[`# ${conversation.title}`, ...parts].join('\n\n')}\n`;
}

function planInMarkdown({ name, status, schedule }: Plan): string {
  return `> Plan: ${name} (${plans[status]})${schedule ? `, ${schedule.words}` : ''}`;
}

/** What the file is called unless the user says otherwise: no character that a file system refuses. */
export function fileNameOf({ title }: Conversation): string {
  const name = title
    .replaceAll(/[\p{Cc}/\\:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  return `${name.slice(0, 80) || 'Conversation'}.md`;
}
