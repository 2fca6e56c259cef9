/** How high a message will be, before it has been drawn: near enough that the scroll bar does not jump. Pure. */
import type { Message } from '../../shared/domain/conversation.ts';

const linePx = 21;
const characterPx = 7;
const paragraphPx = 10;
const bubblePx = 34;
const answerPx = 38;
const planPx = 330;
const foldedPlanPx = 110;
const toolCallPx = 32;
const attachmentsPx = 34;

/** In px, with the space below it. */
export function estimatedHeight(message: Message | undefined, widthPx: number): number {
  if (!message) return answerPx;
  const isUser = message.role === 'user';
  const perLine = Math.max(20, Math.floor((widthPx * (isUser ? 0.75 : 1)) / characterPx));
  const paragraphs = message.text === '' ? [] : message.text.split('\n');
  const lines = paragraphs.reduce((sum, paragraph) => sum + Math.ceil(paragraph.length / perLine), 0);
  const gaps = isUser ? 0 : paragraphs.filter((paragraph) => paragraph === '').length * paragraphPx;
  const plan = message.plan === null ? 0 : message.plan.status === 'proposed' ? planPx : foldedPlanPx;
  const attachments = message.attachments.length > 0 ? attachmentsPx : 0;
  const around = isUser ? bubblePx : answerPx;
  return around + lines * linePx + gaps + plan + attachments + message.toolCalls.length * toolCallPx;
}
