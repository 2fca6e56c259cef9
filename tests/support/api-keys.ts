/** The user's keys in a database of their own: real SQLite, a key store that really encrypts, a redactor that really redacts. */
import { onTestFinished } from 'vitest';
import { dataDirAt, prepareDataDir } from '../../src/main/data-dir.ts';
import { ApiKeys } from '../../src/main/secrets/api-keys.ts';
import { Redactor } from '../../src/main/secrets/redactor.ts';
import { StoredSecrets } from '../../src/main/secrets/stored-secrets.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { encryptingStandIn } from './encrypting-stand-in.ts';
import { tempFolder } from './temp-folder.ts';

export function apiKeysOfTest(environment: ReadonlyMap<string, string> = new Map()) {
  const dataDir = dataDirAt(tempFolder());
  prepareDataDir(dataDir);
  const db = openDatabase(dataDir.database);
  onTestFinished(() => void (db.open && db.close()));
  const redactor = new Redactor();
  const nowMs = () => 1;
  const secrets = new StoredSecrets({
    ...{ db, redactor, environment, nowMs },
    keyStore: encryptingStandIn(),
    readableFile: dataDir.readableSecrets,
    mayKeepReadable: () => false,
  });
  return { dataDir, db, redactor, secrets, keys: new ApiKeys({ db, secrets, redactor, nowMs }) };
}
