/** Files that wait to be sent with the next message, by conversation. Unlike drafts they end with the page: they can be large. */
import { create } from 'zustand';
import { mostAttachments } from '../../shared/domain/attachment-limits.ts';
import type { Attachment } from '../../shared/domain/conversation.ts';
import { readAttachment } from '../lib/read-attachment.ts';
import { text } from '../text.ts';
import { reportError, showToast } from './toasts.ts';

interface AttachmentsStore {
  waiting: Record<string, readonly Attachment[]>;
}

const createInitialState = (): AttachmentsStore => ({ waiting: {} });
const none: readonly Attachment[] = [];

export const useAttachmentsStore = create<AttachmentsStore>()(createInitialState);

const keyOf = (conversationId: string | null): string => conversationId ?? 'new';

export function selectWaiting(conversationId: string | null) {
  return (state: AttachmentsStore): readonly Attachment[] => state.waiting[keyOf(conversationId)] ?? none;
}

export function setWaiting(conversationId: string | null, attachments: readonly Attachment[]): void {
  useAttachmentsStore.setState(({ waiting }) => ({ waiting: { ...waiting, [keyOf(conversationId)]: attachments } }));
}

/** Those that are text are attached; of the others it is said why not. One of the same name takes the place of the one before. */
export async function attachFiles(conversationId: string | null, files: readonly File[]): Promise<void> {
  try {
    for (const file of files) {
      const read = await readAttachment(file);
      if ('refused' in read) showToast({ title: text.chat.attach.refused[read.refused](file.name) });
      else add(conversationId, read.attachment);
    }
  } catch (error) {
    reportError(error);
  }
}

function add(conversationId: string | null, attachment: Attachment): void {
  const before = selectWaiting(conversationId)(useAttachmentsStore.getState());
  const others = before.filter(({ name }) => name !== attachment.name);
  if (others.length >= mostAttachments) return showToast({ title: text.chat.attach.tooMany(mostAttachments) });
  setWaiting(conversationId, [...others, attachment]);
}

export function detach(conversationId: string | null, name: string): void {
  const before = selectWaiting(conversationId)(useAttachmentsStore.getState());
  setWaiting(
    conversationId,
    before.filter((attachment) => attachment.name !== name),
  );
}
