/** `BrowserWindow` of the double: its options, its life, and that it was shown. What it shows is in `double-contents.ts`. */
import { mustBeReady, mustBeTheOnlyOne, windowClosed, windowOpened } from './double-app.ts';
import { openContents, type Contents } from './double-contents.ts';
import { quietHandlers } from './double-session.ts';
import { createVoice, loud } from './loud.ts';
import { records, tell } from './parent.ts';

type WebPreferences = Record<string, unknown> & { session: object; preload?: string };
type WindowOptions = Record<string, unknown> & { width: number; height: number; webPreferences: WebPreferences };

/** Every other value would need a page that the double cannot make. */
const mustHold: Readonly<Record<string, unknown>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
};
const knownOptions =
  'width height minWidth minHeight show title icon backgroundColor autoHideMenuBar webPreferences'.split(' ');

const check = ({ webPreferences, ...options }: WindowOptions): void => {
  for (const name of Object.keys(options))
    if (!knownOptions.includes(name)) throw new Error(`The Electron double knows no window option '${name}'`);
  for (const [name, value] of Object.entries(mustHold))
    if (webPreferences[name] !== value)
      throw new Error(`The Electron double cannot run with ${name}: ${String(webPreferences[name])}`);
};

let shownContents: Contents | undefined;
export const crashPage = (): void => shownContents?.crash();

const createWindow = (options: WindowOptions): object => {
  const devtools = mustBeReady('new BrowserWindow()');
  mustBeTheOnlyOne();
  check(options);
  const { session, preload, ...preferences } = options.webPreferences;
  const { device, displayMedia, spellChecker } = quietHandlers(session);
  const quiet = { deviceHandler: typeof device, displayMediaHandler: typeof displayMedia, spellChecker };
  records.webPreferences = { ...preferences, ...quiet };
  records.windowOptions = { ...options, webPreferences: undefined };

  const voice = createVoice('window', ['ready-to-show', 'closed', 'close', 'focus', 'show']);
  let loadedBefore = false;
  let closed = false;
  const end = (): void => {
    closed = true;
    voice.emit('closed');
    windowClosed(window);
  };

  const contents = openContents(devtools, {
    width: options.width,
    height: options.height,
    session,
    preload,
    onLoaded: () => {
      if (!loadedBefore) voice.emit('ready-to-show');
      loadedBefore = true;
      tell({ told: 'opened', endpoint: devtools.endpoint });
    },
    onClosed: end,
  });
  shownContents = contents;

  const window = loud('window', {
    ...voice.heard,
    webContents: contents.webContents,
    loadURL: (url: string) => contents.load(url),
    show: () => {
      records.calls.push('window.show()');
      voice.emit('show');
    },
    isMinimized: () => false,
    restore: () => records.calls.push('window.restore()'),
    focus: () => {
      records.calls.push('window.focus()');
      voice.emit('focus');
    },
    /** False when the program would not let it close. */
    close: (): boolean => {
      if (closed) return true;
      if (voice.ask('close', {})) return false;
      contents.close();
      end();
      return true;
    },
  });
  windowOpened(window);
  return window;
};

/** Called with `new`, which takes the object that it returns. */
export const BrowserWindow = function (options: WindowOptions) {
  return createWindow(options);
} as unknown as new (options: WindowOptions) => object;
