import { Bell } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { DayHeading, dayHeadingHeight } from '../../components/day-heading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { rowsByDayOf } from '../../lib/group-by-day.ts';
import {
  loadNotifications,
  loadOlderNotifications,
  markSeen,
  type NotificationFilter,
  selectNotificationFilter,
  selectNotificationList,
  selectNotifications,
  showNotifications,
  useNotificationsStore,
} from '../../stores/notifications.ts';
import { text } from '../../text.ts';
import { NotificationRow, notificationRowHeight } from './notification-row.tsx';

const filters = (['all', 'failed', 'approval', 'flow', 'fired'] as const).map((value) => ({
  value,
  label: text.notifications.filters[value],
}));
const readAheadRows = 40;

/** Everything that was ever told, with whether the desktop showed it. */
export function NotificationsPage() {
  const list = useNotificationsStore(selectNotificationList);
  const told = useNotificationsStore(selectNotifications);
  const filter = useNotificationsStore(selectNotificationFilter);
  const scroller = useRef<HTMLDivElement>(null);
  const nowMs = useNow();
  const today = new Date(nowMs).toDateString();
  const newest = told[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what arrives while the page is open is seen, too
  useEffect(() => void markSeen(), [newest]);
  useEffect(() => void loadNotifications(), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another day changes how days are called
  const rows = useMemo(() => rowsByDayOf(told, ({ createdAtMs }) => createdAtMs, nowMs), [told, today]);
  const onSight = useCallback(
    (_first: number, last: number) => {
      if (last >= rows.length - readAheadRows) void loadOlderNotifications();
    },
    [rows.length],
  );
  const show = (chosen: NotificationFilter) => {
    scroller.current?.scrollTo({ top: 0 });
    showNotifications(chosen);
  };
  const isEmpty = list.status === 'ready' && told.length === 0;
  return (
    <>
      <TitleBar
        title={text.notifications.title}
        actions={<Segmented label={text.notifications.filter} value={filter} options={filters} onChange={show} />}
      />
      <PageBody ref={scroller}>
        {list.status === 'loading' && <SkeletonRows rows={8} className="mt-3" />}
        {list.status === 'error' && (
          <ErrorNotice
            what={text.notifications.loadError}
            error={list.error}
            onRetry={() => void loadNotifications()}
          />
        )}
        {isEmpty && filter === 'all' && (
          <EmptyState
            icon={<Bell aria-hidden size={22} />}
            title={text.notifications.emptyTitle}
            body={text.notifications.emptyBody}
          />
        )}
        {isEmpty && filter !== 'all' && (
          <EmptyState icon={<Bell aria-hidden size={22} />} title={text.notifications.noneOf} />
        )}
        {rows.length > 0 && (
          <VirtualRows
            label={text.notifications.title}
            scroller={scroller}
            count={rows.length}
            heightOf={(index) => (rows[index]?.kind === 'day' ? dayHeadingHeight : notificationRowHeight)}
            keyOf={(index) => rows[index]?.key ?? String(index)}
            render={(index) => {
              const row = rows[index];
              if (!row) return null;
              if (row.kind === 'item') return <NotificationRow notification={row.item} />;
              return <DayHeading words={row.words} />;
            }}
            onSight={onSight}
            className="-mt-3"
          />
        )}
      </PageBody>
    </>
  );
}
