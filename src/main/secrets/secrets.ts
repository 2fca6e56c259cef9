/**
 * Keys the user gave: to a model, a search service, a Telegram bot. They live in main only and are never written to the
 * journal, a log, an export or a prompt; whoever needs one asks for it by name at the moment of use.
 */
export interface Secrets {
  /** Null when there is none of that name. @throws MajordomoError `Secret.Unreadable` when the key store cannot open it. */
  read(name: SecretName): string | null;
  /** @throws MajordomoError `Secret.NoKeyStore` when it could only be kept readable and the user did not agree to that. */
  write(name: SecretName, value: string): void;
  remove(name: SecretName): void;
  /** Which are there; never their values. */
  names(): SecretName[];
}

/** `model:<endpoint id>`, `search:<adapter>`, `telegram`, `webhook:<flow id>`. */
export type SecretName = string;
