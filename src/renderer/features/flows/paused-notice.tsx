import { Pause } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { pauseAll, selectPaused, useAppStatusStore } from '../../stores/app-status.ts';
import { text } from '../../text.ts';

/** While everything is paused no time on the page comes true; this says so, and ends it. */
export function PausedNotice() {
  const paused = useAppStatusStore(selectPaused);
  if (!paused) return null;
  return (
    <div
      role="status"
      className="mb-4 flex animate-appear items-center gap-3 rounded-m bg-warn-bg py-2 pr-2 pl-4 text-body"
    >
      <Pause aria-hidden size={14} fill="currentColor" strokeWidth={0} className="shrink-0 text-warn" />
      <span className="min-w-0 grow">{text.status.pausedLong}</span>
      <Button className="h-7" onClick={() => void pauseAll(false)}>
        {text.status.resumeAll}
      </Button>
    </div>
  );
}
