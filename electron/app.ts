/**
 * The composition root that Electron, the loopback host and the tests share: storage, session and practice platform
 * become one set of handlers and one stream of events. Knows nothing of windows, sockets to the page, or Electron.
 */
import { type AppInfo, type Emit, type Handlers } from '../protocol/contract.ts';
import { type KeyStore } from './storage/secrets.ts';

export type AppOptions = {
  /** Made if it is not there, mode 0700. */
  readonly dataDir: string;
  readonly keyStore: KeyStore;
  readonly host: AppInfo['host'];
  readonly version: string;
  /** BCP 47, as the system says it: `zh-CN`. */
  readonly systemLanguage: string;
  /** Absent where the page can write its clipboard itself. */
  readonly copyText?: (text: string) => void | Promise<void>;
};

export type App = {
  readonly handlers: Handlers;
  /** Returns the way to stop listening. */
  onEvent(listener: Emit): () => void;
  /** Ends session and practice platform and waits for what is being written. */
  close(): Promise<void>;
};

export declare const createApp: (options: AppOptions) => Promise<App>;
