/**
 * Where a token may be kept. Owns the interface to the system's key store and what happens without one. Refuses any
 * encryption of its own: a key that lies beside the data protects nothing.
 */
import { type AppInfo } from '../../protocol/contract.ts';
import { fail, type Result } from '../../protocol/result.ts';

export type KeyStoreState = AppInfo['keyStore'];

/** The operating system's key store: Keychain, DPAPI, libsecret, KWallet. */
export type KeyStore = {
  state(): Promise<KeyStoreState>;
  /** Failure `key-store-missing`. */
  seal(plain: string): Promise<Result<Buffer>>;
  /** `sealAgain`: the system has changed its key and asks for the token to be sealed anew. Failure `key-store-missing`. */
  unseal(sealed: Buffer): Promise<Result<{ readonly plain: string; readonly sealAgain: boolean }>>;
};

/** Tokens then live in memory only, for this run, and the window says so. */
export const noKeyStore = (why: 'browser-mode' | 'no-key-store'): KeyStore => ({
  state: () => Promise.resolve({ available: false, why }),
  seal: () => Promise.resolve(fail({ kind: 'key-store-missing' })),
  unseal: () => Promise.resolve(fail({ kind: 'key-store-missing' })),
});
