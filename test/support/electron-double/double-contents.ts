/** `webContents` of the double: what its page does is put to the program's handlers, and what they say is done. */
import { readFileSync } from 'node:fs';
import { toBrowser } from './addresses.ts';
import { type Devtools } from './devtools.ts';
import { createdContents } from './double-app.ts';
import { answerRequest, downloadStopped, settlePermissions } from './double-session.ts';
import { createVoice, loud } from './loud.ts';
import { type FrameState } from './page-frames.ts';
import { openPageTarget, type PageTarget } from './page-target.ts';
import { records, tell } from './parent.ts';

export type ContentsOptions = {
  readonly width: number;
  readonly height: number;
  readonly session: object;
  readonly preload: string | undefined;
  onLoaded(): void;
  /** Not by `close`: by somebody outside, or the page itself. */
  onClosed(): void;
};

export type Contents = {
  /** What the program sees. */
  readonly webContents: object;
  load(url: string): Promise<void>;
  crash(): void;
  close(): void;
};

type Handler = (event: object, ...given: unknown[]) => unknown;
type WindowHandler = (details: { readonly url: string }) => { readonly action: string };

const problem = (text: string): void => tell({ told: 'problem', text });

export const openContents = (devtools: Devtools, options: ContentsOptions): Contents => {
  const { session, preload } = options;
  const voice = createVoice('webContents', [
    ...['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'],
    ...['render-process-gone', 'did-finish-load', 'destroyed'],
  ]);
  const handlers = new Map<string, Handler>();
  const frames = new WeakMap<FrameState, object>();
  let onWindow: WindowHandler | undefined;
  let target: PageTarget | undefined;
  let destroyed = false;

  /** One object for one frame: the program compares them. */
  const frameOf = (frame: FrameState): object => {
    const known = frames.get(frame) ?? frameObject(frame);
    frames.set(frame, known);
    return known;
  };
  const destroy = (): void => {
    destroyed = true;
    voice.emit('destroyed');
  };

  const webContents: object = loud('webContents', {
    ...voice.heard,
    id: 1,
    session,
    get mainFrame() {
      // Before the page is there, nothing has been sent from it either.
      return target === undefined ? null : frameOf(target.mainFrame);
    },
    ipc: loud('webContents.ipc', {
      handle: (channel: string, handler: Handler) => {
        if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        handlers.set(channel, handler);
      },
    }),
    isDestroyed: () => destroyed,
    send: (channel: string, ...given: unknown[]) => target?.send(channel, given),
    setWindowOpenHandler: (handler: WindowHandler) => (onWindow = handler),
  });

  const opened = openPageTarget(devtools, {
    width: options.width,
    height: options.height,
    preload: preload === undefined ? undefined : readFileSync(preload, 'utf8'),
    hooks: {
      answerRequest: ({ url, method, resourceType, frame }) =>
        answerRequest(session, {
          url,
          method,
          resourceType: resourceTypes[resourceType] ?? 'other',
          frame: frame && frameOf(frame),
          webContents,
        }),
      mayNavigate: (url, frame) => {
        const isMainFrame = frame.parentId === undefined;
        const asked = { url, isMainFrame, isSameDocument: false, frame: frameOf(frame) };
        const events = isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
        const refusedBy = events.filter((event) => voice.ask(event, asked, url));
        records.navigations.push({ url, refusedBy });
        return refusedBy.length === 0;
      },
      invoked: async (channel, given, frame) => {
        const isMainFrame = frame !== null && frame.parentId === undefined;
        const record = { channel, origin: frame?.origin ?? '', isMainFrame, reply: '' };
        records.invoked.push(record);
        const handler = handlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        const senderFrame = frame === null ? null : frameOf(frame);
        const reply = await handler(loud('event', { sender: webContents, senderFrame, type: 'frame' }), ...given);
        record.reply = JSON.stringify(reply ?? null).slice(0, 200);
        return reply;
      },
      windowAsked: (url) => {
        const action = onWindow?.({ url }).action ?? 'allow';
        records.windows.push({ url, action });
        if (action !== 'deny') problem(`The Electron double cannot open a window for ${url}`);
      },
      downloadAsked: (url) => {
        const prevented = downloadStopped(session, url, webContents);
        records.downloads.push({ url, prevented });
        if (!prevented) problem(`The Electron double cannot save ${url}`);
      },
      loaded: () => {
        voice.emit('did-finish-load');
        options.onLoaded();
      },
      crashed: () => voice.emit('render-process-gone', { reason: 'crashed', exitCode: 5 }),
      closed: () => {
        if (destroyed) return;
        destroy();
        options.onClosed();
      },
      problem,
    },
  }).then((made) => (target = made));
  createdContents(webContents);

  return {
    webContents,
    load: async (url) => {
      const page = await opened;
      const { origin } = new URL(toBrowser(url));
      await settlePermissions(devtools, session, webContents, origin);
      await page.navigate(url);
    },
    crash: () => target?.crash(),
    close: () => {
      if (destroyed) return;
      destroy();
      target?.close().catch(() => undefined);
    },
  };
};

const frameObject = (frame: FrameState): object =>
  loud('webFrameMain', {
    get origin() {
      return frame.origin;
    },
    get url() {
      return frame.url;
    },
    get detached() {
      return frame.detached;
    },
  });

/** Chromium's words in the DevTools protocol, and Electron's. */
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
