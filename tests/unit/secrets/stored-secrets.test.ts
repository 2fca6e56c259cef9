/** Keys the user gave. Hunts: one that is kept readable unasked, that leaks into a file, or that is lost or mixed up with another. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataDirAt, prepareDataDir } from '../../../src/main/data-dir.ts';
import { secretVariable, takeEnvironmentSecrets } from '../../../src/main/secrets/environment-secrets.ts';
import { type KeyStore, noKeyStore } from '../../../src/main/secrets/key-store.ts';
import { Redactor } from '../../../src/main/secrets/redactor.ts';
import { StoredSecrets, type StoredSecretsDeps } from '../../../src/main/secrets/stored-secrets.ts';
import { restoreBackup, writeBackup } from '../../../src/main/store/backup.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { openUserTables } from '../../../src/main/store/user-tables.ts';
import { encryptingStandIn } from '../../support/encrypting-stand-in.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const token = '7312345:AAE-very"secret/token+of=the bot';

function open(root: string, own: Partial<StoredSecretsDeps> = {}) {
  const dataDir = dataDirAt(root);
  prepareDataDir(dataDir);
  const db = openDatabase(dataDir.database);
  onTestFinished(() => void (db.open && db.close()));
  const redactor = new Redactor();
  const secrets = new StoredSecrets({
    db,
    redactor,
    keyStore: encryptingStandIn(),
    readableFile: dataDir.readableSecrets,
    environment: new Map(),
    mayKeepReadable: () => false,
    nowMs: () => 1,
    ...own,
  });
  return { dataDir, db, redactor, secrets };
}

/** Every file below the folder that holds the text, or its base64. */
function filesWith(root: string, text: string): string[] {
  const forms = [text, JSON.stringify(text).slice(1, -1), Buffer.from(text).toString('base64')];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

describe('with a key store', () => {
  it('a secret is read as it was written, after a restart too, and no file of the data directory holds it', () => {
    const root = tempFolder();
    const keyStore = encryptingStandIn();
    const first = open(root, { keyStore });
    expect(first.secrets.write('telegram', token)).toBe('encrypted');
    expect(first.secrets.write('search:brave', 'other-secret')).toBe('encrypted');
    expect(filesWith(root, token)).toEqual([]);
    first.db.close();
    expect(filesWith(root, token)).toEqual([]);
    const { secrets } = open(root, { keyStore });
    expect(secrets.read('telegram')).toBe(token);
    expect(secrets.read('search:brave')).toBe('other-secret');
    expect(secrets.names()).toEqual(['search:brave', 'telegram']);
  });

  it('writing again replaces, removing forgets, and what was never there is null', () => {
    const { secrets } = open(tempFolder());
    secrets.write('telegram', 'first-value');
    secrets.write('telegram', 'second-value');
    expect(secrets.read('telegram')).toBe('second-value');
    expect(secrets.remove('telegram')).toBe(true);
    expect(secrets.remove('telegram')).toBe(false);
    expect(secrets.read('telegram')).toBeNull();
    expect(secrets.read('constructor')).toBeNull();
  });

  it('another key than the one it was encrypted with is told, without the value', () => {
    const root = tempFolder();
    const first = open(root);
    first.secrets.write('telegram', token);
    first.db.close();
    const { secrets } = open(root);
    expect(() => secrets.read('telegram')).toThrow(expect.objectContaining({ code: 'Secret.Unreadable' }));
    expect(secrets.names()).toEqual(['telegram']);
  });

  it('a key store that is gone is told when a secret is read, and does not lose it', () => {
    const root = tempFolder();
    const present = encryptingStandIn();
    const first = open(root, { keyStore: present });
    first.secrets.write('telegram', token);
    first.db.close();
    const gone: KeyStore = { ...present, missing: () => 'no key store was found' };
    const second = open(root, { keyStore: gone });
    expect(() => second.secrets.read('telegram')).toThrow(/no key store was found/);
    second.db.close();
    expect(open(root, { keyStore: present }).secrets.read('telegram')).toBe(token);
  });

  it('a backup carries the ciphertext only, and a restored one reads again with the same key store', async () => {
    const root = tempFolder();
    const keyStore = encryptingStandIn();
    const { secrets, db, dataDir } = open(root, { keyStore });
    secrets.write('telegram', token);
    const userTables = openUserTables(dataDir.tables);
    const file = join(tempFolder(), 'backup.tar.gz');
    await writeBackup({ db, userTables, dataDir }, file, 1);
    userTables.close();
    db.close();
    const elsewhere = tempFolder();
    prepareDataDir(dataDirAt(elsewhere));
    await restoreBackup(file, dataDirAt(elsewhere), 2);
    expect(filesWith(elsewhere, token)).toEqual([]);
    expect(open(elsewhere, { keyStore }).secrets.read('telegram')).toBe(token);
  });
});

describe('without a key store', () => {
  it('a secret is refused, named with the ways out, and nothing is kept', () => {
    const root = tempFolder();
    const { secrets } = open(root, { keyStore: noKeyStore });
    expect(() => secrets.write('search:brave', token)).toThrow(
      expect.objectContaining({ code: 'Secret.NoKeyStore', message: expect.stringContaining('--allow-readable') }),
    );
    expect(() => secrets.write('search:brave', token)).toThrow(/MAJORDOMO_SECRET_SEARCH_BRAVE/);
    expect(secrets.names()).toEqual([]);
    expect(filesWith(root, token)).toEqual([]);
  });

  it.each([
    ['for this one', false, true],
    ['by the setting', true, false],
  ])('agreed to %s, it is kept in a file of mode 0600 and in no other', (_how, bySetting, byFlag) => {
    const root = tempFolder();
    const { secrets, dataDir } = open(root, { keyStore: noKeyStore, mayKeepReadable: () => bySetting });
    expect(secrets.write('telegram', token, { allowReadable: byFlag })).toBe('readable');
    expect(filesWith(root, token)).toEqual([dataDir.readableSecrets]);
    expect(statSync(dataDir.readableSecrets).mode & 0o777).toBe(0o600);
    expect(secrets.read('telegram')).toBe(token);
    expect(secrets.list()).toEqual([{ name: 'telegram', place: 'readable' }]);
    secrets.remove('telegram');
    expect(existsSync(dataDir.readableSecrets)).toBe(false);
  });

  it('what an attacker or a crash left beside the file does not lend it its rights', () => {
    const { secrets, dataDir } = open(tempFolder(), { keyStore: noKeyStore, mayKeepReadable: () => true });
    writeFileSync(`${dataDir.readableSecrets}.tmp`, 'left', { mode: 0o666 });
    secrets.write('telegram', token);
    expect(statSync(dataDir.readableSecrets).mode & 0o777).toBe(0o600);
  });

  it('a backup leaves readable ones out', async () => {
    const { secrets, db, dataDir } = open(tempFolder(), { keyStore: noKeyStore, mayKeepReadable: () => true });
    secrets.write('telegram', token);
    const userTables = openUserTables(dataDir.tables);
    const file = join(tempFolder(), 'backup.tar.gz');
    await writeBackup({ db, userTables, dataDir }, file, 1);
    userTables.close();
    const elsewhere = tempFolder();
    prepareDataDir(dataDirAt(elsewhere));
    await restoreBackup(file, dataDirAt(elsewhere), 2);
    expect(filesWith(elsewhere, token)).toEqual([]);
  });

  it('once there is one, writing again moves the secret out of the readable file', () => {
    const root = tempFolder();
    const first = open(root, { keyStore: noKeyStore, mayKeepReadable: () => true });
    first.secrets.write('telegram', token);
    first.db.close();
    const { secrets } = open(root);
    expect(secrets.write('telegram', token)).toBe('encrypted');
    expect(filesWith(root, token)).toEqual([]);
    expect(secrets.list()).toEqual([{ name: 'telegram', place: 'encrypted' }]);
  });

  it('a damaged file is told and not overwritten', () => {
    const { secrets, dataDir } = open(tempFolder(), { keyStore: noKeyStore, mayKeepReadable: () => true });
    writeFileSync(dataDir.readableSecrets, '{"telegram": "half');
    expect(() => secrets.read('telegram')).toThrow(expect.objectContaining({ code: 'Secret.Unreadable' }));
    expect(() => secrets.write('other', 'other-value')).toThrow(expect.objectContaining({ code: 'Secret.Unreadable' }));
    expect(readFileSync(dataDir.readableSecrets, 'utf8')).toBe('{"telegram": "half');
  });
});

describe('secrets of the environment', () => {
  it('are taken out of it, so that no child process inherits one', () => {
    const env = { PATH: '/bin', MAJORDOMO_SECRET_TELEGRAM: token, MAJORDOMO_SECRET_EMPTY: '' };
    expect([...takeEnvironmentSecrets(env)]).toEqual([['MAJORDOMO_SECRET_TELEGRAM', token]]);
    expect(env).toEqual({ PATH: '/bin' });
  });

  it('are found under the name that is asked for, go before stored ones, and are listed under it', () => {
    const { secrets } = open(tempFolder(), {
      environment: new Map([
        ['MAJORDOMO_SECRET_MODEL_MY_SERVER', 'from-environment'],
        ['MAJORDOMO_SECRET_UNUSED', 'never-asked-for'],
      ]),
    });
    secrets.write('model:my-server', 'from-the-store');
    expect(secretVariable('model:my-server')).toBe('MAJORDOMO_SECRET_MODEL_MY_SERVER');
    expect(secrets.read('model:my-server')).toBe('from-environment');
    expect(secrets.list()).toEqual([
      { name: 'MAJORDOMO_SECRET_UNUSED', place: 'environment' },
      { name: 'model:my-server', place: 'environment' },
    ]);
  });
});

describe('what cannot be a secret is refused:', () => {
  it.each(['', ' x', '../x', '__proto__', 'a'.repeat(121)])('the name %j', (name) => {
    const { secrets } = open(tempFolder());
    expect(() => secrets.write(name, token)).toThrow(expect.objectContaining({ code: 'Secret.BadName' }));
  });

  it.each(['', 'short', 'x'.repeat(20_001), 'lone \ud800 surrogate'])('the value %j', (value) => {
    const { secrets } = open(tempFolder());
    expect(() => secrets.write('telegram', value)).toThrow(expect.objectContaining({ code: 'Secret.BadValue' }));
  });
});
