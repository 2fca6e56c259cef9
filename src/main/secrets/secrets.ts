/**
 * Keys the user gave: to a model, a search service, a Telegram bot. They live in main only and are never written to the
 * journal, a log, an export or a prompt; whoever needs one asks for it by name at the moment of use.
 */
export interface Secrets {
  /** Null when there is none of that name. @throws MajordomoError `Secret.Unreadable` when the key store cannot open it. */
  read(name: SecretName): string | null;
  /**
   * @param options.allowReadable the user agreed, for this one, to have it kept readable where there is no key store
   * @throws MajordomoError `Secret.NoKeyStore` when it could only be kept readable and the user did not agree to that;
   *   `Secret.BadName`, `Secret.BadValue`
   */
  write(name: SecretName, value: string, options?: { allowReadable?: boolean }): SecretPlace;
  /** @returns whether there was one */
  remove(name: SecretName): boolean;
  /** Which are there; never their values. Those of the environment are under the names that were asked for so far. */
  names(): SecretName[];
  list(): ListedSecret[];
}

/** `model:<endpoint id>`, `search:<adapter>`, `telegram`, `webhook:<flow id>`, `key:<name>`. */
export type SecretName = string;

/**
 * - `encrypted`: in the database, by the operating system's key store.
 * - `readable`: in a file that only the user can read, because the user agreed to it.
 * - `environment`: given to this process as MAJORDOMO_SECRET_<NAME>; it goes before a stored one.
 */
export type SecretPlace = 'encrypted' | 'readable' | 'environment';

export interface ListedSecret {
  /** Of an environment variable that nobody has asked for yet: the variable's own name. */
  name: SecretName;
  place: SecretPlace;
}
