import { CircleAlert, RotateCcw } from 'lucide-react';
import type { MajordomoError } from '../../shared/errors.ts';
import { errorWords } from '../lib/error-words.ts';
import { text } from '../text.ts';
import { Button } from './button.tsx';

interface ErrorNoticeProps {
  /** What could not be done, where the error's own words do not say. */
  what?: string;
  error: MajordomoError;
  onRetry?: () => void;
}

export function ErrorNotice({ what, error, onRetry }: ErrorNoticeProps) {
  const words = errorWords(error);
  return (
    <div role="alert" className="flex animate-appear items-start gap-3 rounded-m bg-bad-bg px-4 py-3">
      <CircleAlert aria-hidden size={17} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 grow [overflow-wrap:anywhere]">
        {what && <p className="font-[570]">{what}</p>}
        <p className={what ? 'text-ink-2' : ''}>{words.what}</p>
        {words.next && <p className="text-ink-2">{words.next}</p>}
      </div>
      {onRetry && (
        <Button icon={<RotateCcw aria-hidden size={14} />} onClick={onRetry}>
          {text.common.retry}
        </Button>
      )}
    </div>
  );
}
