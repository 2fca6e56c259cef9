/** What proves to one host who the user is. It is sent to the origin that was asked and to no other. */
import { mayCarryKey } from '../shared/domain/api-key.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';
import { grantedFormOf } from './web-address.ts';

export interface Credential {
  /** What the user calls it, for errors. */
  name: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Added to the address that is sent, and to none that is told. */
  parameter: { name: string; value: string } | null;
  /** Takes the value, in every form it is sent in, out of a text. */
  redact(text: string): string;
  /** Characters of the longest of these forms. */
  longestForm: number;
}

/** @throws MajordomoError `Secret.NeedsHttps` */
export function assertMayCarry({ name }: Credential, url: URL): void {
  const host = grantedFormOf(url);
  if (mayCarryKey(url.protocol, host)) return;
  throw toolFailure(
    'Secret.NeedsHttps',
    `The key ${name} was not sent to ${host}: over plain http everybody on the way could read it. Write the address with https.`,
    { key: name, host },
  );
}

/** The address as it goes over the wire. */
export function addressWith(url: URL, credential: Credential | null): URL {
  if (!credential?.parameter) return url;
  const sent = new URL(url);
  sent.searchParams.set(credential.parameter.name, credential.parameter.value);
  return sent;
}

/**
 * The credential after a redirect: null once it leads to another origin.
 * @throws MajordomoError `Secret.Leaked` when the other address carries the value along
 */
export function credentialAfter(credential: Credential | null, from: URL, to: URL): Credential | null {
  if (credential === null || from.origin === to.origin) return credential;
  if (credential.redact(to.href) === to.href) return null;
  throw toolFailure(
    'Secret.Leaked',
    `${grantedFormOf(from)} redirects to ${grantedFormOf(to)} with the key ${credential.name} in the address; it was not followed. Ask ${grantedFormOf(from)} for the address that it means.`,
    { key: credential.name, host: grantedFormOf(to) },
  );
}
