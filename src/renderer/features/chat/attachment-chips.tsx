import { FileText, X } from 'lucide-react';
import type { Attachment } from '../../../shared/domain/conversation.ts';
import { formatBytes } from '../../lib/format-number.ts';
import { text } from '../../text.ts';

interface AttachmentChipsProps {
  attachments: readonly Attachment[];
  /** Absent once they are sent. */
  onRemove?: (name: string) => void;
}

/** Files that go, or went, with a message: by name and size. */
export function AttachmentChips({ attachments, onRemove }: AttachmentChipsProps) {
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={text.chat.attach.list} className="flex flex-wrap gap-1.5">
      {attachments.map(({ name, text: content }) => (
        <li
          key={name}
          data-testid="attachment"
          title={name}
          className="flex h-7 max-w-60 items-center gap-1.5 rounded-s border bg-card px-2 text-ink-2 text-s"
        >
          <FileText aria-hidden size={13} className="shrink-0 text-ink-3" />
          <span className="truncate">{name}</span>
          <span className="shrink-0 text-ink-3 tabular-nums">{formatBytes(content.length)}</span>
          {onRemove && (
            <button
              type="button"
              aria-label={text.chat.attach.remove(name)}
              onClick={() => onRemove(name)}
              className="-mr-1 flex size-5 shrink-0 items-center justify-center rounded-[4px] text-ink-3 transition hover:bg-hover hover:text-ink"
            >
              <X aria-hidden size={12} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
