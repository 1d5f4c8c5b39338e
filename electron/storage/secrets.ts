/**
 * Where a token may be kept. Owns the interface to the system's key store and what happens without one. Refuses any
 * encryption of its own: a key that lies beside the data protects nothing.
 */
import { type AppInfo } from '../../protocol/contract.ts';

export type KeyStoreState = AppInfo['keyStore'];

/** The operating system's key store: Keychain, DPAPI, libsecret, KWallet. None of these ever throws or rejects. */
export type KeyStore = {
  state(): Promise<KeyStoreState>;
  /** Undefined: the key store would not. */
  seal(plain: string): Promise<Buffer | undefined>;
  /** `sealAgain`: the system has changed its key and asks for the secret to be sealed anew. Undefined: not with today's key. */
  unseal(sealed: Buffer): Promise<{ readonly plain: string; readonly sealAgain: boolean } | undefined>;
};

/** Tokens then live in memory only, for this run, and the window says so. */
export const noKeyStore = (why: 'browser-mode' | 'no-key-store'): KeyStore => ({
  state: () => Promise.resolve({ available: false, why }),
  seal: () => Promise.resolve(undefined),
  unseal: () => Promise.resolve(undefined),
});
