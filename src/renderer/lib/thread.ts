/** Pure operations on a conversation's messages, kept in order of creation with one entry an id. */
import type { Message } from '../../shared/domain/conversation.ts';
import type { Plan } from '../../shared/domain/plan.ts';

export function upsertMessage(messages: Message[], message: Message): Message[] {
  const index = messages.findIndex(({ id }) => id === message.id);
  if (index >= 0) return messages.with(index, message);
  const before = messages.findIndex((other) => comesBefore(message, other));
  return before >= 0 ? messages.toSpliced(before, 0, message) : [...messages, message];
}

function comesBefore(a: Message, b: Message): boolean {
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs < b.createdAtMs;
  return a.role === 'user' && b.role === 'assistant';
}

/** What was read from main, with what arrived by event meanwhile: a reply that streamed further is not set back. */
export function mergeMessages(present: Message[], loaded: Message[]): Message[] {
  let merged = loaded;
  for (const message of present) {
    const read = loaded.find(({ id }) => id === message.id);
    const further = read?.status === 'streaming' && message.text.length > read.text.length;
    if (!read || further) merged = upsertMessage(merged, message);
  }
  return merged;
}

export function replacePlan(messages: Message[], plan: Plan): Message[] {
  return messages.map((message) => (message.plan?.id === plan.id ? { ...message, plan } : message));
}

export function hasPlan(messages: Message[], planId: string): boolean {
  return messages.some((message) => message.plan?.id === planId);
}

/** The plan the user is asked about now: the latest one still open. */
export function openPlan(messages: Message[]): Plan | null {
  return messages.findLast((message) => message.plan?.status === 'proposed')?.plan ?? null;
}

export function isStreaming(messages: Message[]): boolean {
  return messages.some((message) => message.status === 'streaming');
}

/** Ids of the messages that say this, in any case, the latest first. */
export function messagesWith(messages: readonly Message[], words: string): string[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return messages.flatMap(({ id, text }) => (text.toLowerCase().includes(wanted) ? id : [])).reverse();
}

/** Flows that were set up in this conversation. */
export function flowsOf(messages: readonly Message[]): string[] {
  return [...new Set(messages.flatMap(({ plan }) => plan?.flowId ?? []))];
}

/** Whether the latest answer can be made anew: not once what it led to was agreed on, which another answer would not undo. */
export function canAnswerAgain(messages: readonly Message[]): boolean {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  if (asked < 0 || asked === messages.length - 1) return false;
  const answers = messages.slice(asked + 1);
  return answers.every(({ status, plan }) => status !== 'streaming' && plan?.status !== 'approved');
}
