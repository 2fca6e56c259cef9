/** A conversation as a model is given it: what was said, with attached files as data. Results of earlier tools are not repeated. */
import type { Attachment } from '../../shared/domain/conversation.ts';
import type { ModelMessage } from '../models/model-client.ts';
import type { PastMessage, Said } from './brain.ts';

const longestAttachment = 60_000;

export function pastMessages(history: readonly PastMessage[]): ModelMessage[] {
  return history.flatMap((message): ModelMessage[] => {
    if (message.role === 'user') return [{ role: 'user', content: saidWords(message) }];
    const plan = message.plan
      ? `\n(Under this the plan “${message.plan.name}” was shown. It is ${message.plan.status}.)`
      : '';
    const content = `${message.text}${plan}`.trim();
    return content === '' ? [] : [{ role: 'assistant', content, toolCalls: [] }];
  });
}

export function saidWords({ text, attachments }: Said): string {
  return [text, ...attachments.map(fileWords)].join('\n\n');
}

function fileWords({ name, text }: Attachment): string {
  const kept =
    text.length <= longestAttachment
      ? text
      : `${text.slice(0, longestAttachment)}\n(The file goes on; ${text.length} characters in all, cut here.)`;
  const safeName = name.replaceAll(/["<>\n]/g, ' ');
  return `<data file="${safeName}">\n${kept.replaceAll(/<(\/?)data/gi, '&lt;$1data')}\n</data>`;
}
