import { Bell, CircleAlert, CircleCheck, CircleHelp, MessageCircle } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Notification } from '../../../shared/domain/notification.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { cx } from '../../lib/cx.ts';
import { notificationTone, toneText } from '../../lib/status-tone.ts';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

/** In px. */
export const notificationRowHeight = 56;

const icons: Record<Notification['kind'], ReactNode> = {
  fired: <CircleCheck aria-hidden size={16} />,
  flow: <MessageCircle aria-hidden size={16} />,
  failed: <CircleAlert aria-hidden size={16} />,
  approval: <CircleHelp aria-hidden size={16} />,
  app: <Bell aria-hidden size={16} />,
};

export const NotificationRow = memo(function NotificationRow({ notification }: { notification: Notification }) {
  const { kind, title, body, runId, flowId, createdAtMs } = notification;
  const leads = runId !== null || flowId !== null;
  const open = () => {
    if (runId !== null) openRun(runId);
    else if (flowId !== null) openFlow(flowId);
  };
  return (
    <button
      type="button"
      data-testid="notification"
      disabled={!leads}
      onClick={open}
      className="grid h-[55px] w-full grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-3 rounded-s px-4 text-left transition focus-visible:-outline-offset-2 enabled:hover:bg-hover"
    >
      <span title={text.notifications.kind[kind]} className={cx('flex', toneText[notificationTone[kind]])}>
        {icons[kind]}
        <span className="sr-only">{text.notifications.kind[kind]}: </span>
      </span>
      <span className="min-w-0">
        <span className="block truncate font-[550] text-body">{title}</span>
        {body && <span className="block truncate text-ink-2 text-s">{body}</span>}
      </span>
      <span className="flex flex-col items-end text-ink-3 text-s">
        <RelativeTime atMs={createdAtMs} style="clock" />
        <Delivery notification={notification} />
      </span>
    </button>
  );
});

/** Said only where the desktop did not show it. */
function Delivery({ notification: { delivery, deliveryReason } }: { notification: Notification }) {
  if (delivery === 'shown') return null;
  if (delivery === 'pending') return <span>{text.notifications.pending}</span>;
  if (delivery === 'suppressed')
    return <span title={deliveryReason ?? undefined}>{text.notifications.suppressed}</span>;
  return (
    <span title={deliveryReason ?? undefined} className="max-w-52 truncate text-warn max-wide:hidden">
      {text.notifications.notShown(deliveryReason ?? '')}
    </span>
  );
}
