/** Which keys are kept and how; never their values. */
import { create } from 'zustand';
import type { KeptSecret } from '../../shared/ipc/contract/secrets.ts';
import { client } from '../ipc-client.ts';
import { reportError } from './toasts.ts';

interface SecretsStore {
  /** Null until they were read. */
  kept: KeptSecret[] | null;
}

const createInitialState = (): SecretsStore => ({ kept: null });

export const useSecretsStore = create<SecretsStore>()(createInitialState);

export function selectSecret(name: string) {
  return ({ kept }: SecretsStore): KeptSecret | null => kept?.find((secret) => secret.name === name) ?? null;
}

export async function loadSecrets(): Promise<void> {
  try {
    useSecretsStore.setState({ kept: await client.secrets.list() });
  } catch (error) {
    reportError(error);
  }
}

/** @throws MajordomoError `Secret.NoKeyStore`, `Secret.BadValue` */
export async function saveSecret(secret: { name: string; value: string; allowReadable: boolean }): Promise<void> {
  useSecretsStore.setState({ kept: await client.secrets.set(secret) });
}

export async function removeSecret(name: string): Promise<void> {
  try {
    useSecretsStore.setState({ kept: await client.secrets.remove({ name }) });
  } catch (error) {
    reportError(error);
  }
}
