/** A conversation as Markdown. Hunts: something that was said and is missing, a file name that a system refuses. */
import { describe, expect, it } from 'vitest';
import { conversationInMarkdown, fileNameOf } from '../../../src/main/assistant/conversation-text.ts';
import type { Message } from '../../../src/shared/domain/conversation.ts';

const conversation = { id: 'c', title: 'Kettle', createdAtMs: 0, updatedAtMs: 0 };
const message = (rest: Partial<Message>): Message => ({
  ...{ id: 'm', conversationId: 'c', role: 'user', text: '', status: 'done', toolCalls: [], attachments: [] },
  ...{ plan: null, createdAtMs: Date.UTC(2026, 0, 5, 8, 30) },
  ...rest,
});

describe('a conversation in Markdown', () => {
  it('has who said what and when, files by name, and how an answer ended', () => {
    const messages = [
      message({ text: 'What is in it?', attachments: [{ name: 'a.csv', text: '1,2' }] }),
      message({ role: 'assistant', text: 'Two **numbers**.', status: 'stopped' }),
    ];
    expect(conversationInMarkdown({ conversation, messages, timezone: 'Europe/Berlin' })).toBe(
      [
        '# Kettle',
        '**You**, 2026-01-05 09:30',
        'What is in it?',
        '*Attached: a.csv (3 characters)*',
        '**Majordomo**, 2026-01-05 09:30',
        'Two **numbers**.',
        '*Stopped.*\n',
      ].join('\n\n'),
    );
  });

  it('is offered under a name that every file system takes', () => {
    expect(fileNameOf({ ...conversation, title: '../etc: "a|b"?\n' })).toBe('etc a b.md');
    expect(fileNameOf({ ...conversation, title: '...' })).toBe('Conversation.md');
    expect(fileNameOf({ ...conversation, title: 'x'.repeat(300) })).toHaveLength(83);
  });
});
