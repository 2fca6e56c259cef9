/** Electron's safeStorage as a key store: Keychain on macOS, DPAPI on Windows, libsecret or KWallet on Linux. */
import { safeStorage } from 'electron';
import type { KeyStore } from '../secrets/key-store.ts';

/** To be asked only once Electron is ready. */
export const osKeyStore: KeyStore = {
  missing() {
    // On Linux without a key store Chromium encrypts with a password that stands in its source: as good as readable.
    if (process.platform === 'linux') {
      const backend = safeStorage.getSelectedStorageBackend();
      if (backend === 'basic_text' || backend === 'unknown')
        return 'no key store (GNOME Keyring, KWallet) was found in this session';
    }
    return safeStorage.isEncryptionAvailable() ? null : 'the key store of the system cannot be reached';
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(bytes),
};
