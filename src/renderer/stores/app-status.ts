import { create } from 'zustand';
import type { MajordomoError } from '../../shared/errors.ts';
import type { AppStatus } from '../../shared/ipc/contract/app.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { applyTheme } from '../lib/theme.ts';
import { reportError } from './toasts.ts';

interface AppStatusStore {
  status: AppStatus | null;
  error: MajordomoError | null;
}

const createInitialState = (): AppStatusStore => ({ status: null, error: null });

export const useAppStatusStore = create<AppStatusStore>()(createInitialState);

export const selectStatus = (state: AppStatusStore) => state.status;
export const selectFlowCount = (state: AppStatusStore) => state.status?.flowCount ?? 0;
export const selectPaused = (state: AppStatusStore) => state.status?.paused ?? false;
export const selectPendingApprovals = (state: AppStatusStore) => state.status?.pendingApprovals ?? 0;
export const selectUnseen = (state: AppStatusStore) => state.status?.unseenNotifications ?? 0;
export const selectPausedUntil = (state: AppStatusStore) => state.status?.pausedUntil ?? null;
export const selectTheme = (state: AppStatusStore) => state.status?.theme ?? 'system';
export const selectFirstRun = (state: AppStatusStore) => state.status?.firstRun ?? false;
export const selectStatusError = (state: AppStatusStore) => state.error;
export const selectBrain = (state: AppStatusStore) => state.status?.brain ?? null;

export function receiveStatus(status: AppStatus): void {
  applyTheme(status.theme);
  useAppStatusStore.setState({ status, error: null });
}

export async function loadStatus(): Promise<void> {
  try {
    receiveStatus(await client.app.status());
  } catch (error) {
    useAppStatusStore.setState({ error: asMajordomoError(error) });
  }
}

export async function setTheme(theme: AppStatus['theme']): Promise<void> {
  await change(() => client.app.setTheme({ theme }));
}

/** @param untilMs when the pause ends by itself; null when it lasts until it is ended */
export async function pauseAll(paused: boolean, untilMs: number | null = null): Promise<void> {
  const until = untilMs === null ? null : new Date(untilMs).toISOString();
  await change(() => client.app.pauseAll({ paused, until }));
}

async function change(call: () => Promise<AppStatus>): Promise<void> {
  try {
    receiveStatus(await call());
  } catch (error) {
    reportError(error);
  }
}
