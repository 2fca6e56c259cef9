import { create } from 'zustand';
import type { Notification } from '../../shared/domain/notification.ts';
import { client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';

interface NotificationsStore {
  /** Latest first. Empty until read: what uses it does well without. */
  list: Notification[];
}

const createInitialState = (): NotificationsStore => ({ list: [] });

export const useNotificationsStore = create<NotificationsStore>()(createInitialState);

export const selectNotifications = (state: NotificationsStore) => state.list;

export async function loadNotifications(): Promise<void> {
  try {
    const list = await client.notifications.list({ limit: 200 });
    useNotificationsStore.setState({ list: list.toSorted((a, b) => b.createdAtMs - a.createdAtMs) });
  } catch (error) {
    console.error(error);
  }
}

export const refreshNotifications = coalesce(loadNotifications, 200);
