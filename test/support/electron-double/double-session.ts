/** `session` and `protocol` of the double: what is registered here is asked by the pages of the windows. */
import { makeCodec } from './clone.ts';
import { type Devtools } from './devtools.ts';
import { mustBeReady, mustNotBeReady } from './double-app.ts';
import { createVoice, loud, type Voice } from './loud.ts';
import { records } from './parent.ts';

type RequestListener = (details: object, answer: (decision: { cancel?: boolean }) => void) => void;
type SchemeHandler = (request: Request) => Response | Promise<Response>;

type Handlers = {
  beforeRequest?: RequestListener;
  permissionRequest?: (
    contents: object,
    permission: string,
    answer: (granted: boolean) => void,
    details: object,
  ) => void;
  permissionCheck?: (contents: object | null, permission: string, origin: string, details: object) => boolean;
  device?: unknown;
  displayMedia?: unknown;
  spellChecker: boolean;
  readonly schemes: Map<string, SchemeHandler>;
};

const handlersOf = new WeakMap<object, Handlers>();
const voiceOf = new WeakMap<object, Voice>();
const opened = new Map<string, object>();

const openSession = (partition: string): object => {
  const handlers: Handlers = { schemes: new Map(), spellChecker: true };
  const voice = createVoice('session', ['will-download']);
  const own = loud('session', {
    ...voice.heard,
    protocol: loud('session.protocol', {
      handle: (scheme: string, handler: SchemeHandler) => void handlers.schemes.set(scheme, handler),
    }),
    webRequest: loud('session.webRequest', {
      onBeforeRequest: (listener: RequestListener) => (handlers.beforeRequest = listener),
    }),
    setPermissionRequestHandler: (handler: NonNullable<Handlers['permissionRequest']>) =>
      (handlers.permissionRequest = handler),
    setPermissionCheckHandler: (handler: NonNullable<Handlers['permissionCheck']>) =>
      (handlers.permissionCheck = handler),
    setDevicePermissionHandler: (handler: unknown) => (handlers.device = handler),
    setDisplayMediaRequestHandler: (handler: unknown) => (handlers.displayMedia = handler),
    setSpellCheckerEnabled: (enabled: boolean) => (handlers.spellChecker = enabled),
  });
  handlersOf.set(own, handlers);
  voiceOf.set(own, voice);
  records.calls.push(`session.fromPartition('${partition}')`);
  return own;
};

export const session = loud('session', {
  fromPartition: (partition: string) => {
    mustBeReady('session.fromPartition()');
    const own = opened.get(partition) ?? openSession(partition);
    opened.set(partition, own);
    return own;
  },
});

export const protocol = loud('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly { scheme: string; privileges: object }[]) => {
    mustNotBeReady('protocol.registerSchemesAsPrivileged()');
    for (const { scheme, privileges } of schemes)
      records.privileges[scheme] = makeCodec().decode(makeCodec().encode(privileges));
  },
});

const known = (own: object): Handlers => {
  const handlers = handlersOf.get(own);
  if (handlers === undefined) throw new Error('this session was not made by the double');
  return handlers;
};

/** Electron asks the listener for every scheme, then the handler of the scheme; a scheme without one fails. */
export const answerRequest = async (
  own: object,
  details: { readonly url: string; readonly method: string; readonly [more: string]: unknown },
): Promise<Response | 'cancel' | undefined> => {
  const { beforeRequest, schemes } = known(own);
  const cancelled = await new Promise<boolean>((resolve) => {
    if (beforeRequest === undefined) resolve(false);
    else beforeRequest(details, ({ cancel }) => resolve(cancel === true));
  });
  records.requests.push({ url: details.url, cancelled });
  if (cancelled) return 'cancel';
  const scheme = /^[^:]*/.exec(details.url)?.[0] ?? '';
  const handler = schemes.get(scheme);
  if (handler !== undefined) return handler(new Request(details.url, { method: details.method }));
  return scheme === 'http' || scheme === 'https' ? undefined : 'cancel';
};

/** Electron's name, and Chromium's in the DevTools protocol. */
const permissions: readonly (readonly [string, string])[] = [
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
  ['persistent-storage', 'persistent-storage'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['window-management', 'window-management'],
];

/** Chromium cannot ask the double later, so the program's two handlers are asked now for each. No handler: granted. */
export const settlePermissions = async (
  devtools: Devtools,
  own: object,
  contents: object,
  origin: string,
): Promise<void> => {
  const { permissionCheck, permissionRequest } = known(own);
  for (const [name, browserName] of permissions) {
    const checked = permissionCheck?.(contents, name, origin, { isMainFrame: true }) ?? true;
    const requested = await new Promise<boolean>((resolve) => {
      if (permissionRequest === undefined) resolve(true);
      else permissionRequest(contents, name, resolve, { isMainFrame: true });
    });
    const granted = checked || requested;
    records.permissions.push({ name, granted });
    const setting = granted ? 'granted' : 'denied';
    await devtools.send('Browser.setPermission', { permission: { name: browserName }, setting, origin });
  }
};

/** True when the program would have stopped it, as the double always does. */
export const downloadStopped = (own: object, url: string, contents: object): boolean =>
  voiceOf.get(own)?.ask('will-download', {}, loud('downloadItem', { getURL: () => url }), contents) ?? false;

/** What no page can show: whether these were set at all. */
export const quietHandlers = (own: object): { device: unknown; displayMedia: unknown; spellChecker: boolean } => {
  const { device, displayMedia, spellChecker } = known(own);
  return { device, displayMedia, spellChecker };
};
