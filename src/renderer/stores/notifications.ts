import { create } from 'zustand';
import type { Notification } from '../../shared/domain/notification.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { type Loadable, loadedValue, loading, orError, ready } from './loadable.ts';
import { reportError } from './toasts.ts';

const pageSize = 200;

export type NotificationFilter = 'all' | Exclude<Notification['kind'], 'app'>;

interface NotificationsStore {
  filter: NotificationFilter;
  /** Latest first. */
  list: Loadable<Notification[]>;
  /** Whether older ones may exist beyond the list. */
  more: boolean;
}

const createInitialState = (): NotificationsStore => ({ filter: 'all', list: loading, more: false });

export const useNotificationsStore = create<NotificationsStore>()(createInitialState);

const none: Notification[] = [];
export const selectNotifications = (state: NotificationsStore) => loadedValue(state.list) ?? none;
export const selectNotificationList = (state: NotificationsStore) => state.list;
export const selectNotificationFilter = (state: NotificationsStore) => state.filter;

function asked(): { kinds?: Notification['kind'][] } {
  const { filter } = useNotificationsStore.getState();
  return filter === 'all' ? {} : { kinds: [filter] };
}

export function showNotifications(filter: NotificationFilter): void {
  useNotificationsStore.setState({ filter, list: loading, more: false });
  void loadNotifications();
}

export async function loadNotifications(): Promise<void> {
  const { filter, list } = useNotificationsStore.getState();
  if (list.status === 'error') useNotificationsStore.setState({ list: loading });
  try {
    const latest = await client.notifications.list({ ...asked(), limit: pageSize });
    const state = useNotificationsStore.getState();
    if (state.filter !== filter) return;
    const oldest = latest.at(-1);
    const shown = loadedValue(state.list) ?? [];
    const beyond =
      oldest && latest.length === pageSize ? shown.filter(({ createdAtMs }) => createdAtMs < oldest.createdAtMs) : [];
    useNotificationsStore.setState({
      list: ready([...latest, ...beyond]),
      more: beyond.length > 0 ? state.more : latest.length === pageSize,
    });
  } catch (error) {
    useNotificationsStore.setState((state) => ({ list: orError(state.list, asMajordomoError(error)) }));
  }
}

let readingOlder = false;

export async function loadOlderNotifications(): Promise<void> {
  const { list, more, filter } = useNotificationsStore.getState();
  const last = loadedValue(list)?.at(-1);
  if (!last || !more || readingOlder) return;
  readingOlder = true;
  try {
    const after = { createdAtMs: last.createdAtMs, id: last.id };
    const older = await client.notifications.list({ ...asked(), limit: pageSize, after });
    const state = useNotificationsStore.getState();
    const shown = loadedValue(state.list);
    if (state.filter === filter && shown?.at(-1)?.id === last.id)
      useNotificationsStore.setState({ list: ready([...shown, ...older]), more: older.length === pageSize });
  } catch (error) {
    reportError(error);
  } finally {
    readingOlder = false;
  }
}

export const refreshNotifications = coalesce(loadNotifications, 200);

/** The page is looked at: nothing there is new any more. */
export async function markSeen(): Promise<void> {
  try {
    await client.notifications.seen();
  } catch (error) {
    reportError(error);
  }
}
