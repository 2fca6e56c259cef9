/** The settings as main keeps them, by name; and what depends on the desktop. */
import { create } from 'zustand';
import type { DesktopState } from '../../shared/ipc/contract/settings.ts';
import type { JsonValue } from '../../shared/json.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { type Loadable, loading, orError, ready } from './loadable.ts';
import { reportError } from './toasts.ts';

export interface SettingsState {
  values: Record<string, JsonValue>;
  desktop: DesktopState;
}

interface SettingsStore {
  state: Loadable<SettingsState>;
}

const createInitialState = (): SettingsStore => ({ state: loading });

export const useSettingsStore = create<SettingsStore>()(createInitialState);
export const selectSettings = (store: SettingsStore) => store.state;

export async function loadSettings(): Promise<void> {
  try {
    const [list, desktop] = await Promise.all([client.settings.list(), client.settings.desktop()]);
    const values = Object.fromEntries(list.map(({ name, value }) => [name, value]));
    useSettingsStore.setState({ state: ready({ values, desktop }) });
  } catch (error) {
    useSettingsStore.setState(({ state }) => ({ state: orError(state, asMajordomoError(error)) }));
  }
}

export async function saveSetting(name: string, value: JsonValue): Promise<void> {
  try {
    await client.settings.set({ name, value });
  } catch (error) {
    reportError(error);
  }
  await loadSettings();
}

export async function setStartAtLogin(on: boolean): Promise<void> {
  try {
    await client.settings.startAtLogin({ on });
  } catch (error) {
    reportError(error);
  }
  await loadSettings();
}
