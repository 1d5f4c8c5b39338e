/**
 * Electron's way to the system's key store, given by the shell so that this file runs in plain Node. Refuses the stores
 * that protect nothing: Chromium's `basic_text` encrypts with a key that is printed in its source.
 */
// A whole type import: an inline one would leave `import 'electron'` behind, which only Electron can load.
import type { SafeStorage } from 'electron';
import { type KeyStore, type KeyStoreState } from './secrets.ts';

export type SafeStorageCalls = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** Only after the app is ready: before that Linux knows no backend. */
export const electronKeyStore = (safeStorage: SafeStorageCalls, platform: NodeJS.Platform): KeyStore => {
  const state = async (): Promise<KeyStoreState> => {
    const backend = backendOf(safeStorage, platform);
    const available =
      backend !== undefined && (await undefinedIfThrown(() => safeStorage.isAsyncEncryptionAvailable()));
    return available === true ? { available, backend } : { available: false, why: 'no-key-store' };
  };

  return {
    state,
    seal: async (plain) =>
      (await state()).available ? await undefinedIfThrown(() => safeStorage.encryptStringAsync(plain)) : undefined,
    unseal: async (sealed) => {
      if (!(await state()).available) return undefined;
      const opened = await undefinedIfThrown(() => safeStorage.decryptStringAsync(sealed));
      if (opened === undefined) return undefined;
      return { plain: opened.result, sealAgain: opened.shouldReEncrypt };
    },
  };
};

const backendOf = (safeStorage: SafeStorageCalls, platform: NodeJS.Platform): string | undefined => {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  const backend = safeStorage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? undefined : backend;
};

// A locked or vanished key store throws what differs by system; all of it means the same to the engineer.
const undefinedIfThrown = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await call();
  } catch {
    return undefined;
  }
};
