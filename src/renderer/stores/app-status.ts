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
export const selectPaused = (state: AppStatusStore) => state.status?.paused ?? false;
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

export async function pauseAll(paused: boolean): Promise<void> {
  await change(() => client.app.pauseAll({ paused }));
}

async function change(call: () => Promise<AppStatus>): Promise<void> {
  try {
    receiveStatus(await call());
  } catch (error) {
    reportError(error);
  }
}
