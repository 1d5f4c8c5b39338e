/**
 * The one window. Every setting of its page is written out, defaults too: what protects the engineer's machine should
 * not depend on what a default is in the next version of Electron.
 */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Session, type WebPreferences } from 'electron';
import { type Settings } from '../../protocol/settings.ts';
import { pageAddress } from './page-origin.ts';

export type WindowOptions = {
  readonly session: Session;
  readonly theme: Settings['theme'];
  readonly packaged: boolean;
};

/** Every bundle lies one folder below `out/`. */
const preload = join(import.meta.dirname, '..', 'preload', 'index.cjs');

/** Same as `--bg` of the themes: what shows until the page has drawn itself. */
const grounds = { light: '#fbfbfc', dark: '#14171b', sunlight: '#ffffff' } as const;

export const openWindow = ({ session, theme, packaged }: WindowOptions): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1100,
    minHeight: 700,
    show: false,
    title: 'Gatescope',
    backgroundColor: grounds[theme === 'system' ? (nativeTheme.shouldUseDarkColors ? 'dark' : 'light') : theme],
    // Alt shows it; the row is worth more to what was received.
    autoHideMenuBar: true,
    webPreferences: { ...pagePreferences, session, preload, devTools: !packaged },
  });
  window.once('ready-to-show', () => window.show());
  returnAfterCrash(window);
  void window.loadURL(pageAddress);
  return window;
};

const pagePreferences: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  enableWebSQL: false,
  spellcheck: false,
  safeDialogs: true,
};

const crashesInARow = 3;
const rowMs = 60_000;

/** The session with the broker lives in this process and goes on; a page that keeps falling over is left alone. */
const returnAfterCrash = (window: BrowserWindow): void => {
  let crashedAt: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = performance.now();
    crashedAt = [...crashedAt.filter((at) => now - at < rowMs), now];
    if (crashedAt.length <= crashesInARow) void window.loadURL(pageAddress);
  });
};
