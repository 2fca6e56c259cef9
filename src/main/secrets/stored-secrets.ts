/**
 * The app's secrets: encrypted by the operating system in the database, or, where that is impossible and the user agreed, readable
 * in a file of the user's own.
 *
 * K1 The database never holds a secret readable; where nothing can encrypt it and nobody agreed, it is not kept.
 * K2 A value that was read or written is known to the redactor before anybody else has it.
 */
import { MajordomoError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { deleteSecret, readCiphertext, secretNames, writeCiphertext } from '../store/tables/secrets.ts';
import { secretVariable } from './environment-secrets.ts';
import type { KeyStore } from './key-store.ts';
import { readReadable, writeReadable } from './readable-file.ts';
import type { Redactor } from './redactor.ts';
import type { ListedSecret, SecretName, SecretPlace, Secrets } from './secrets.ts';

export interface StoredSecretsDeps {
  db: Database;
  keyStore: KeyStore;
  redactor: Redactor;
  /** Where readable ones are kept. */
  readableFile: string;
  /** Variable -> value, as `takeEnvironmentSecrets` gives them. */
  environment: ReadonlyMap<string, string>;
  /** The user's general agreement: the setting `secrets.allow-readable`. */
  mayKeepReadable: () => boolean;
  nowMs: () => number;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$/;
/** Shorter ones could not be told from ordinary words in a log line. */
const SHORTEST = 6;
const LONGEST = 20_000;

export class StoredSecrets implements Secrets {
  readonly #deps: StoredSecretsDeps;
  /** Variable -> the name it was asked for by. */
  readonly #askedFor = new Map<string, SecretName>();

  constructor(deps: StoredSecretsDeps) {
    this.#deps = deps;
    for (const [variable, value] of deps.environment) deps.redactor.learn(variable, value);
  }

  read(name: SecretName): string | null {
    const value = this.#fromEnvironment(name) ?? this.#stored(name);
    if (value !== null) this.#deps.redactor.learn(name, value);
    return value;
  }

  write(name: SecretName, value: string, { allowReadable = false } = {}): SecretPlace {
    assertName(name);
    assertValue(name, value);
    const { db, keyStore, redactor, readableFile, mayKeepReadable, nowMs } = this.#deps;
    redactor.learn(name, value);
    const missing = keyStore.missing();
    if (missing === null) {
      writeCiphertext(db, name, keyStore.encrypt(value), nowMs());
      this.#removeReadable(name);
      return 'encrypted';
    }
    if (!allowReadable && !mayKeepReadable()) throw noKeyStoreError(name, missing);
    writeReadable(readableFile, { ...readReadable(readableFile), [name]: value });
    deleteSecret(db, name);
    return 'readable';
  }

  remove(name: SecretName): boolean {
    const wasReadable = this.#removeReadable(name);
    return deleteSecret(this.#deps.db, name) || wasReadable;
  }

  names(): SecretName[] {
    const { db, readableFile } = this.#deps;
    return [
      ...new Set([...secretNames(db), ...Object.keys(readReadable(readableFile)), ...this.#askedFor.values()]),
    ].sort();
  }

  list(): ListedSecret[] {
    const { db, readableFile, environment } = this.#deps;
    const places = new Map<SecretName, SecretPlace>();
    for (const name of secretNames(db)) places.set(name, 'encrypted');
    for (const name of Object.keys(readReadable(readableFile))) places.set(name, 'readable');
    const stored = new Map([...places.keys()].map((name) => [secretVariable(name), name]));
    for (const variable of environment.keys())
      places.set(this.#askedFor.get(variable) ?? stored.get(variable) ?? variable, 'environment');
    return [...places].map(([name, place]) => ({ name, place })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #fromEnvironment(name: SecretName): string | null {
    const variable = secretVariable(name);
    const value = this.#deps.environment.get(variable);
    if (value === undefined) return null;
    this.#askedFor.set(variable, name);
    return value;
  }

  #stored(name: SecretName): string | null {
    const { db, keyStore, readableFile } = this.#deps;
    const ciphertext = readCiphertext(db, name);
    if (ciphertext === null) {
      const readable = readReadable(readableFile);
      return Object.hasOwn(readable, name) ? (readable[name] ?? null) : null;
    }
    const missing = keyStore.missing();
    if (missing !== null) throw unreadable(name, missing);
    try {
      return keyStore.decrypt(ciphertext);
    } catch (error) {
      throw unreadable(name, 'it was encrypted with another key, by another user or on another machine', error);
    }
  }

  /** @returns whether it was there */
  #removeReadable(name: SecretName): boolean {
    const readable = readReadable(this.#deps.readableFile);
    if (!Object.hasOwn(readable, name)) return false;
    const { [name]: _removed, ...rest } = readable;
    writeReadable(this.#deps.readableFile, rest);
    return true;
  }
}

function assertName(name: SecretName): void {
  if (NAME.test(name) && name !== '__proto__') return;
  throw new MajordomoError({
    code: 'Secret.BadName',
    message: `'${name}' cannot be the name of a secret: use up to 120 letters, digits, '.', '_', ':' and '-', for example search:brave.`,
    data: { name },
  });
}

function assertValue(name: SecretName, value: string): void {
  const problem =
    value.length < SHORTEST
      ? `is shorter than ${SHORTEST} characters, too short to be told from ordinary words in a log`
      : value.length > LONGEST
        ? `is longer than ${LONGEST} characters`
        : Buffer.from(value, 'utf8').toString('utf8') === value
          ? null
          : 'is not valid text';
  if (problem === null) return;
  throw new MajordomoError({
    code: 'Secret.BadValue',
    message: `The value of the secret ${name} ${problem}. Give another one.`,
    data: { name },
  });
}

function noKeyStoreError(name: SecretName, missing: string): MajordomoError {
  return new MajordomoError({
    code: 'Secret.NoKeyStore',
    message: `The secret ${name} was not kept: it cannot be encrypted here, since ${missing}. Either start the app in a desktop session with a key store, or give it as the environment variable ${secretVariable(name)}, or agree to have it kept readable in a file that only you can read: 'secret set ${name} --allow-readable'.`,
    data: { name, variable: secretVariable(name) },
  });
}

function unreadable(name: SecretName, why: string, cause?: unknown): MajordomoError {
  return new MajordomoError({
    code: 'Secret.Unreadable',
    message: `The secret ${name} cannot be opened: ${why}. Set it again with 'secret set ${name}'.`,
    data: { name },
    cause,
  });
}
