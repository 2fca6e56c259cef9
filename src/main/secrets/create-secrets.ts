import type { DataDir } from '../data-dir.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { ApiKeys } from './api-keys.ts';
import { type KeyStore, noKeyStore } from './key-store.ts';
import type { Redactor } from './redactor.ts';
import type { Secrets } from './secrets.ts';
import { StoredSecrets } from './stored-secrets.ts';

export type { ApiKeys };

/** What the process that starts the app has to give. */
export interface SecretOptions {
  /** None when left out: then secrets are kept only with the user's agreement. */
  keyStore?: KeyStore;
  /** As `takeEnvironmentSecrets` gives them. */
  environmentSecrets?: ReadonlyMap<string, string>;
}

export function createSecrets(
  parts: { db: Database; dataDir: DataDir; settings: Settings; redactor: Redactor; nowMs: () => number },
  { keyStore = noKeyStore, environmentSecrets = new Map() }: SecretOptions,
): { secrets: Secrets; keys: ApiKeys } {
  const { db, dataDir, settings, redactor, nowMs } = parts;
  const secrets = new StoredSecrets({
    db,
    nowMs,
    redactor,
    keyStore,
    readableFile: dataDir.readableSecrets,
    environment: environmentSecrets,
    mayKeepReadable: () => settings.get('secrets.allow-readable'),
  });
  return { secrets, keys: new ApiKeys({ db, secrets, redactor, nowMs }) };
}
