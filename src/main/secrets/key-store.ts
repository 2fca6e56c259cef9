/** What encrypts a secret on this machine: the operating system's key store, where there is one. */
export interface KeyStore {
  /**
   * Why a secret cannot be kept encrypted here, in words that end a sentence; null when it can. Asked at each write, since a
   * desktop session's key store comes and goes.
   */
  missing(): string | null;
  encrypt(text: string): Buffer;
  /** Throws when the bytes were encrypted by another key: another user, machine or, on Windows, data directory. */
  decrypt(bytes: Buffer): string;
}

/** For a process that has none: a test, a benchmark. */
export const noKeyStore: KeyStore = {
  missing: () => 'this process has no access to a key store',
  encrypt: () => {
    throw new Error('Broken invariant: nothing is encrypted without a key store');
  },
  decrypt: () => {
    throw new Error('this process has no access to a key store');
  },
};
