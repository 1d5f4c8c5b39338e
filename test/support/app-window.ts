/**
 * The built program in a real window, the same way for every spec: in browser mode, under the Electron double, or in real
 * Electron. Owns starting and ending it. Refuses to build anything: a window that was never built is said so.
 */
import { type Page } from 'playwright-core';
import { type Language, type Theme } from '../../protocol/settings.ts';

export type Host = 'browser' | 'double' | 'electron';

export type OpenOptions = {
  readonly host: Host;
  /** A new temporary folder by default, removed on close; one that is given stays. */
  readonly dataDir?: string;
  /** Written to the settings before the start. By default what a first run has, on a Chinese system. */
  readonly language?: Language;
  readonly theme?: Theme;
  /** CSS pixels; by default 1280 x 800. */
  readonly size?: { readonly width: number; readonly height: number };
};

export type OpenedApp = {
  readonly page: Page;
  readonly host: Host;
  readonly dataDir: string;
  /** Every console error, uncaught exception and breach of the content policy so far; stays readable after `close`. */
  readonly problems: readonly string[];
  close(): Promise<void>;
};

/** What each spec runs in. `GATESCOPE_APP_HOST` names one; without it browser mode and the double. */
export declare const appHosts: readonly Host[];
/** The page has loaded and drawn its first view when this resolves. */
export declare const openApp: (options: OpenOptions) => Promise<OpenedApp>;
