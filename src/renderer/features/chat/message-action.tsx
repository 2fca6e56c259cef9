import type { ReactNode } from 'react';

interface MessageActionProps {
  label: string;
  icon: ReactNode;
  onClick: () => void;
}

/** One of the small buttons by a message. The browser's own tooltip: thousands of messages have them. */
export function MessageAction({ label, icon, onClick }: MessageActionProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="flex size-7 shrink-0 items-center justify-center rounded-s text-ink-3 transition hover:bg-hover hover:text-ink active:bg-press"
    >
      {icon}
    </button>
  );
}
