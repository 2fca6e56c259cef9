/**
 * The user's own keys for HTTP calls. A step says a key's name; the value is handed to whoever makes the request, and to nobody else.
 *
 * A1 A key goes only to the hosts it was bound to when its value was given: binding it anew asks for the value anew, so that nobody
 *    who does not have it already can have it sent elsewhere.
 * A2 It goes over https only, but for this machine.
 * A3 Every form in which it is sent is known to the redactor before it is handed out.
 */

import { assertMayCarry, type Credential } from '../../net/credential.ts';
import { grantedFormOf } from '../../net/web-address.ts';
import { type ApiKey, apiKey, type KeySending, type ListedApiKey } from '../../shared/domain/api-key.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { listWords } from '../../shared/tools/words.ts';
import type { Database } from '../store/database.ts';
import { deleteApiKey, findApiKey, listApiKeys, upsertApiKey } from '../store/tables/api-keys.ts';
import { secretVariable } from './environment-secrets.ts';
import type { Redactor } from './redactor.ts';
import type { SecretName, SecretPlace, Secrets } from './secrets.ts';

/** RFC 9110, 5.5, without the line breaks that would begin a header of its own. */
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** A part of a value with spaces, such as `Token abc…`, that a server may echo without the rest. */
const SHORTEST_PART = 8;

export interface ApiKeysDeps {
  db: Database;
  secrets: Secrets;
  redactor: Redactor;
  nowMs: () => number;
}

export class ApiKeys {
  readonly #deps: ApiKeysDeps;

  constructor(deps: ApiKeysDeps) {
    this.#deps = deps;
  }

  find(name: string): ApiKey | null {
    return findApiKey(this.#deps.db, name);
  }

  list(): ListedApiKey[] {
    const { db, secrets } = this.#deps;
    const kept = new Map(secrets.list().map(({ name, place }) => [name, place]));
    const placeOf = (name: SecretName) => kept.get(secretVariable(name)) ?? kept.get(name) ?? null;
    return listApiKeys(db).map((key) => ({ ...key, place: placeOf(secretOf(key.name)) }));
  }

  /**
   * Keeps a key, or replaces the one of that name.
   * @param value null: it is in the environment of this process
   * @throws MajordomoError `Secret.BadKey`, `Secret.BadValue`, `Secret.NoKeyStore`, `Secret.Missing`
   */
  save(given: unknown, value: string | null, { allowReadable = false } = {}): SecretPlace {
    const { db, secrets, nowMs } = this.#deps;
    const key = checked(given);
    const secret = secretOf(key.name);
    if (value === null) {
      const isThere = secrets
        .list()
        .some(({ name, place }) => place === 'environment' && [secret, secretVariable(secret)].includes(name));
      if (!isThere)
        throw missing(
          key.name,
          `The environment of this process has no ${secretVariable(secret)}.`,
          'Start the app with it, or give the value.',
        );
      this.#save(key, nowMs());
      return 'environment';
    }
    assertSendable(key, value);
    return db.transaction((): SecretPlace => {
      this.#save(key, nowMs());
      return secrets.write(secret, value, { allowReadable });
    })();
  }

  /** @returns whether there was one */
  remove(name: string): boolean {
    const { db, secrets } = this.#deps;
    return db.transaction(() => {
      const wasKept = secrets.remove(secretOf(name));
      return deleteApiKey(db, name) || wasKept;
    })();
  }

  /**
   * What a request to this address is sent with.
   * @throws MajordomoError `Secret.Missing`, `Secret.WrongHost`, `Secret.NeedsHttps`, `Secret.Unreadable`
   */
  credentialFor(name: string, url: URL): Credential {
    const { secrets, redactor } = this.#deps;
    const key = this.find(name);
    if (key === null) throw missing(name, `There is no key ${name}.`, remedyFor(name));
    const host = grantedFormOf(url);
    if (!key.hosts.includes(host))
      throw new MajordomoError({
        code: 'Secret.WrongHost',
        message: `The key ${name} was not sent to ${host}: it is only for ${listWords(key.hosts)}. If ${host} may have it, save it anew for that host in Settings → Tools and keys.`,
        data: { key: name, host },
      });
    const value = secrets.read(secretOf(name));
    if (value === null) throw missing(name, `The key ${name} has no value any more.`, remedyFor(name));
    assertSendable(key, value);
    const parts = key.sending.by === 'basic' ? [`${key.sending.user}:${value}`] : value.split(' ');
    for (const part of parts) if (part.length >= SHORTEST_PART) redactor.learn(secretOf(name), part);
    const { longestForm } = redactor;
    const redact = (text: string) => redactor.text(text);
    const credential = { name, ...sentAs(key.sending, value), redact, longestForm };
    assertMayCarry(credential, url);
    return credential;
  }

  #save({ name, hosts, sending }: ApiKey, nowMs: number): void {
    upsertApiKey(this.#deps.db, { name, hosts, sending }, nowMs);
  }
}

function secretOf(name: string): SecretName {
  return `key:${name}`;
}

function checked(given: unknown): ApiKey {
  const parsed = apiKey.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the key'}: ${message}`);
  throw new MajordomoError({
    code: 'Secret.BadKey',
    message: `The key cannot be kept like this: ${problems.join('; ')}.`,
    data: { problems },
  });
}

function assertSendable({ name, sending }: ApiKey, value: string): void {
  if (sending.by === 'query' || HEADER_VALUE.test(value)) return;
  if (sending.by === 'basic' && !/\p{Cc}/u.test(value)) return;
  throw new MajordomoError({
    code: 'Secret.BadValue',
    message: `The value of the key ${name} has a character that no header can carry, such as a line break, a letter with an accent or a space at its end. Copy it once more from the service.`,
    data: { name },
  });
}

function sentAs(sending: KeySending, value: string): Pick<Credential, 'headers' | 'parameter'> {
  switch (sending.by) {
    case 'bearer':
      return { headers: { authorization: `Bearer ${value}` }, parameter: null };
    case 'header':
      return { headers: { [sending.name.toLowerCase()]: value }, parameter: null };
    case 'basic': {
      // RFC 7617, 2.1: UTF-8 is what servers that say anything say.
      const encoded = Buffer.from(`${sending.user}:${value}`, 'utf8').toString('base64');
      return { headers: { authorization: `Basic ${encoded}` }, parameter: null };
    }
    case 'query':
      return { headers: {}, parameter: { name: sending.parameter, value } };
  }
}

function missing(name: string, what: string, remedy: string): MajordomoError {
  return new MajordomoError({ code: 'Secret.Missing', message: `${what} ${remedy}`, data: { key: name } });
}

function remedyFor(name: string): string {
  return `Save it in Settings → Tools and keys, or with 'key set ${name}'; the value and the hosts it is for are asked there.`;
}
