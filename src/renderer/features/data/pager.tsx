import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { text } from '../../text.ts';

interface PagerProps {
  offset: number;
  size: number;
  total: number;
  onMove: (offset: number) => void;
}

export function Pager({ offset, size, total, onMove }: PagerProps) {
  if (total <= size) return null;
  const last = Math.min(total, offset + size);
  return (
    <div className="flex items-center justify-end gap-2 border-t px-4 py-1.5 text-ink-2 text-s tabular-nums">
      <span aria-live="polite">{text.data.page(formatCount(offset + 1), formatCount(last), formatCount(total))}</span>
      <IconButton
        label={text.data.previous}
        disabled={offset === 0}
        onClick={() => onMove(Math.max(0, offset - size))}
        icon={<ChevronLeft aria-hidden size={15} />}
      />
      <IconButton
        label={text.data.next}
        disabled={last >= total}
        onClick={() => onMove(offset + size)}
        icon={<ChevronRight aria-hidden size={15} />}
      />
    </div>
  );
}
