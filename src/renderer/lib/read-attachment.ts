/** A file the user gives along: text, and not too much of it. */

import { longestAttachment, longestAttachmentName } from '../../shared/domain/attachment-limits.ts';
import type { Attachment } from '../../shared/domain/conversation.ts';

export type ReadAttachment = { attachment: Attachment } | { refused: 'not-text' | 'too-long' };

/** No character takes more bytes than this: a file beyond it need not be read. */
const mostBytesPerCharacter = 4;

export async function readAttachment(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<ReadAttachment> {
  if (file.size > longestAttachment * mostBytesPerCharacter) return { refused: 'too-long' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = bytes.includes(0) ? null : decoded(bytes);
  if (text === null) return { refused: 'not-text' };
  if (text.length > longestAttachment) return { refused: 'too-long' };
  return { attachment: { name: file.name.slice(-longestAttachmentName), text } };
}

/** Null where it is no UTF-8. */
function decoded(bytes: Uint8Array<ArrayBuffer>): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
