/**
 * Gathers the pieces of a streamed reply so that the page renders some thirty times a second, however fast a model
 * writes. A message's end carries its whole text, so its pending pieces are dropped.
 */
import type { IpcEventPayload } from '../../shared/ipc/contract.ts';
import { receiveDelta } from './chat.ts';

type Delta = IpcEventPayload<'chat:message-delta'>;

const pending = new Map<string, Delta>();
let timer: ReturnType<typeof setTimeout> | null = null;

export function bufferDelta(delta: Delta): void {
  const before = pending.get(delta.messageId);
  pending.set(delta.messageId, before ? { ...before, text: before.text + delta.text } : delta);
  if (timer === null) timer = setTimeout(flush, 33);
}

export function dropDelta(messageId: string): void {
  pending.delete(messageId);
}

function flush(): void {
  timer = null;
  const deltas = [...pending.values()];
  pending.clear();
  for (const delta of deltas) receiveDelta(delta);
}
