/** `BrowserWindow` and its `webContents`: a page of Chromium behind the part of their interface that the program uses. */
import { readFileSync } from 'node:fs';
import { toBrowser } from './addresses.ts';
import { createdContents, mustBeReady, mustBeTheOnlyOne, windowClosed, windowOpened } from './double-app.ts';
import { answerRequest, downloadStopped, quietHandlers, settlePermissions } from './double-session.ts';
import { createVoice, loud } from './loud.ts';
import { type FrameState } from './page-frames.ts';
import { openPageTarget, type PageTarget } from './page-target.ts';
import { records, tell } from './parent.ts';

type WebPreferences = Record<string, unknown> & { session: object; preload?: string };
type WindowOptions = Record<string, unknown> & { width: number; height: number; webPreferences: WebPreferences };
type Handler = (event: object, ...given: unknown[]) => unknown;

/** Every other value would need a page that the double cannot make. */
const mustHold: Readonly<Record<string, unknown>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
};
const knownOptions = [
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'title',
  'icon',
  'backgroundColor',
  'autoHideMenuBar',
  'webPreferences',
];

const check = ({ webPreferences, ...options }: WindowOptions): void => {
  for (const name of Object.keys(options))
    if (!knownOptions.includes(name)) throw new Error(`The Electron double knows no window option '${name}'`);
  for (const [name, value] of Object.entries(mustHold))
    if (webPreferences[name] !== value)
      throw new Error(`The Electron double cannot run with ${name}: ${String(webPreferences[name])}`);
};

let shownPage: PageTarget | undefined;
export const crashPage = (): void => shownPage?.crash();

export const BrowserWindow = function (options: WindowOptions) {
  const devtools = mustBeReady('new BrowserWindow()');
  mustBeTheOnlyOne();
  check(options);
  const { session, preload, ...preferences } = options.webPreferences;
  records.webPreferences = { ...preferences, ...quietTypes(session) };
  records.windowOptions = { ...options, webPreferences: undefined };

  const voice = createVoice('window', ['ready-to-show', 'closed', 'close', 'focus', 'show']);
  const contentsVoice = createVoice('webContents', [
    'will-navigate',
    'will-frame-navigate',
    'will-redirect',
    'will-attach-webview',
    'render-process-gone',
    'did-finish-load',
    'destroyed',
  ]);
  let shown = false;
  let destroyed = false;
  let target: PageTarget | undefined;
  let onWindow: ((details: { url: string }) => { action: string }) | undefined;
  const handlers = new Map<string, Handler>();
  let loadedOnce: (() => void) | undefined;
  const wrapped = new WeakMap<FrameState, object>();

  const frameObject = (frame: FrameState): object => {
    const made =
      wrapped.get(frame) ??
      loud(
        'webFrameMain',
        Object.defineProperties({} as { origin: string; url: string; detached: boolean }, {
          origin: { get: () => frame.origin },
          url: { get: () => frame.url },
          detached: { get: () => frame.detached },
        }),
      );
    wrapped.set(frame, made);
    return made;
  };

  const contents: object = loud('webContents', {
    ...contentsVoice.heard,
    id: 1,
    session,
    get mainFrame() {
      // Before the page is there, nothing has been sent from it either.
      return target === undefined ? null : frameObject(target.mainFrame);
    },
    ipc: loud('webContents.ipc', {
      handle: (channel: string, handler: Handler) => {
        if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        handlers.set(channel, handler);
      },
    }),
    isDestroyed: () => destroyed,
    send: (channel: string, ...given: unknown[]) => target?.send(channel, given),
    setWindowOpenHandler: (handler: NonNullable<typeof onWindow>) => (onWindow = handler),
  });

  const opening = openPageTarget(devtools, {
    width: options.width,
    height: options.height,
    preload: preload === undefined ? undefined : readFileSync(preload, 'utf8'),
    hooks: {
      answerRequest: ({ url, method, resourceType, frame }) =>
        answerRequest(session, {
          url,
          method,
          resourceType: resourceTypes[resourceType] ?? 'other',
          frame: frame && frameObject(frame),
          webContents: contents,
        }),
      mayNavigate: (url, frame) => {
        const isMainFrame = frame.parentId === undefined;
        const asked = { url, isMainFrame, isSameDocument: false, frame: frameObject(frame) };
        const prevented =
          contentsVoice.ask('will-frame-navigate', asked) ||
          (isMainFrame && contentsVoice.ask('will-navigate', asked, url));
        records.navigations.push({ url, prevented });
        return !prevented;
      },
      invoked: async (channel, given, frame) => {
        const isMainFrame = frame !== null && frame.parentId === undefined;
        const record = { channel, origin: frame?.origin ?? '', isMainFrame, reply: '' };
        records.invoked.push(record);
        const handler = handlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        const senderFrame = frame === null ? null : frameObject(frame);
        const reply = await handler(loud('event', { sender: contents, senderFrame, type: 'frame' }), ...given);
        record.reply = JSON.stringify(reply ?? null).slice(0, 200);
        return reply;
      },
      windowAsked: (url) => {
        const action = onWindow?.({ url }).action ?? 'allow';
        records.windows.push({ url, action });
        if (action !== 'deny') tell({ told: 'problem', text: `The Electron double cannot open a window for ${url}` });
      },
      downloadAsked: (url) => {
        const prevented = downloadStopped(session, url, contents);
        records.downloads.push({ url, prevented });
        if (!prevented) tell({ told: 'problem', text: `The Electron double cannot save ${url}` });
      },
      loaded: () => {
        contentsVoice.emit('did-finish-load');
        if (loadedOnce === undefined) voice.emit('ready-to-show');
        loadedOnce?.();
        tell({ told: 'opened', endpoint: devtools.endpoint });
      },
      crashed: () => contentsVoice.emit('render-process-gone', { reason: 'crashed', exitCode: 5 }),
      closed: () => {
        if (destroyed) return;
        destroyed = true;
        contentsVoice.emit('destroyed');
        voice.emit('closed');
        windowClosed(window);
      },
      problem: (text) => tell({ told: 'problem', text }),
    },
  });
  const opened = opening.then(async (made) => {
    target = made;
    shownPage = made;
    const origin = 'app://gatescope';
    await settlePermissions(devtools, session, contents, [toBrowser(origin)]);
    return made;
  });

  const window = loud('window', {
    ...voice.heard,
    webContents: contents,
    loadURL: async (url: string) => {
      const page = await opened;
      await page.navigate(url);
    },
    show: () => {
      shown = true;
      records.calls.push('window.show()');
      voice.emit('show');
    },
    isVisible: () => shown,
    isMinimized: () => false,
    restore: () => records.calls.push('window.restore()'),
    focus: () => {
      records.calls.push('window.focus()');
      voice.emit('focus');
    },
    /** False when the program would not let it close. */
    close: (): boolean => {
      if (destroyed) return true;
      if (voice.ask('close', {})) return false;
      destroyed = true;
      contentsVoice.emit('destroyed');
      voice.emit('closed');
      void target?.close().catch(() => undefined);
      windowClosed(window);
      return true;
    },
  });
  windowOpened(window);
  createdContents(contents);
  return window;
} as unknown as new (options: WindowOptions) => object;

const quietTypes = (session: object): Record<string, unknown> => {
  const { device, displayMedia, spellChecker } = quietHandlers(session);
  return { deviceHandler: typeof device, displayMediaHandler: typeof displayMedia, spellChecker };
};

const resourceTypes: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  Media: 'media',
};
