/** The chat's own logic. Hunts: a file that is taken for text, a search that misses or repeats a message, heights far from what is drawn. */
import { describe, expect, it } from 'vitest';
import { estimatedHeight } from '../../../src/renderer/lib/message-height.ts';
import { readAttachment } from '../../../src/renderer/lib/read-attachment.ts';
import { formatRoute, parseRoute } from '../../../src/renderer/lib/route.ts';
import { canAnswerAgain, flowsOf, messagesWith } from '../../../src/renderer/lib/thread.ts';
import { longestAttachment } from '../../../src/shared/domain/attachment-limits.ts';
import type { Message } from '../../../src/shared/domain/conversation.ts';

const message = (id: string, text: string, rest: Partial<Message> = {}): Message => ({
  ...{ id, conversationId: 'c', role: 'user', text, status: 'done', toolCalls: [], attachments: [], plan: null },
  ...{ createdAtMs: 0, ...rest },
});

describe('an attached file', () => {
  it('is its name and its text', async () => {
    expect(await readAttachment(new File(['Grüße'], 'note.txt'))).toEqual({
      attachment: { name: 'note.txt', text: 'Grüße' },
    });
  });

  it.each([
    ['a zero byte', [0x61, 0]],
    ['bytes that are no UTF-8', [0xff, 0xfe, 0x61]],
  ])('with %s is refused as no text', async (_what, bytes) => {
    expect(await readAttachment(new File([new Uint8Array(bytes)], 'a.bin'))).toEqual({ refused: 'not-text' });
  });

  it('is refused beyond what a message takes, and taken up to it', async () => {
    const most = 'x'.repeat(longestAttachment);
    expect(await readAttachment(new File([most], 'a.txt'))).toHaveProperty('attachment');
    expect(await readAttachment(new File([`${most}x`], 'a.txt'))).toEqual({ refused: 'too-long' });
  });
});

describe('looking for words in a conversation', () => {
  const messages = [message('1', 'The Kettle'), message('2', 'tea'), message('3', 'a kettle again')];

  it('finds them in any case, the latest first', () => {
    expect(messagesWith(messages, ' KETTLE ')).toEqual(['3', '1']);
  });

  it('finds nothing while nothing is asked', () => {
    expect(messagesWith(messages, '  ')).toEqual([]);
  });
});

describe('a conversation', () => {
  it('knows the flows that were set up in it, each once', () => {
    const plan = { flowId: 'f' } as Message['plan'];
    const open = { flowId: null } as Message['plan'];
    expect(flowsOf([message('1', '', { plan }), message('2', '', { plan: open }), message('3', '', { plan })])).toEqual(
      ['f'],
    );
  });

  it('has an address, and each message in it, too', () => {
    for (const hash of ['#/chat', '#/chat/c1', '#/chat/c1/m1']) expect(formatRoute(parseRoute(hash))).toBe(hash);
  });
});

describe('the latest answer', () => {
  const asked = message('1', 'watch it');
  const answer = (rest: Partial<Message> = {}) => message('2', 'so', { role: 'assistant', ...rest });

  it('can be made anew once it is whole, also when it failed', () => {
    expect(canAnswerAgain([asked, answer()])).toBe(true);
    expect(canAnswerAgain([asked, answer({ status: 'failed' })])).toBe(true);
    expect(canAnswerAgain([asked, answer({ status: 'streaming' })])).toBe(false);
    expect(canAnswerAgain([asked])).toBe(false);
    expect(canAnswerAgain([])).toBe(false);
  });

  it('cannot, once its plan was approved: the flow would stay', () => {
    const plan = { status: 'approved' } as Message['plan'];
    expect(canAnswerAgain([asked, answer({ plan }), message('3', 'set up', { role: 'assistant' })])).toBe(false);
    expect(canAnswerAgain([asked, answer({ plan }), message('3', 'thanks'), answer({ id: '4' })])).toBe(true);
  });
});

describe('the height of a message before it is drawn', () => {
  it('grows with its text, and with narrower windows', () => {
    const long = message('1', 'word '.repeat(200));
    expect(estimatedHeight(long, 720)).toBeGreaterThan(estimatedHeight(message('2', 'word'), 720));
    expect(estimatedHeight(long, 360)).toBeGreaterThan(estimatedHeight(long, 720));
  });

  it('counts the lines a person made', () => {
    const oneLine = estimatedHeight(message('1', 'a'), 720);
    expect(estimatedHeight(message('1', 'a\nb\nc'), 720) - oneLine).toBe(2 * 21);
  });
});
