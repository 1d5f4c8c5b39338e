/**
 * One page of Chromium as a window's contents: the preload in its isolated world, IPC by a binding of that world alone,
 * every request shown to the program first. Owns the DevTools side; what the program's handlers say is given to it.
 */
import { randomBytes } from 'node:crypto';
import { toBrowser, toProgram } from './addresses.ts';
import { makeCodec } from './clone.ts';
import { type Devtools, type TargetSession } from './devtools.ts';
import { trackFrames, type FrameState } from './page-frames.ts';
import { installPageWorld, installPreloadWorld, linkWorlds, type FromProcess, type ToProcess } from './page-worlds.ts';

export type AskedRequest = {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly frame: FrameState | undefined;
};

export type TargetHooks = {
  /** Undefined: let it go to the network, where it finds nothing. */
  answerRequest(request: AskedRequest): Promise<Response | 'cancel' | undefined>;
  /** True: go there. */
  mayNavigate(url: string, frame: FrameState): boolean;
  invoked(channel: string, given: unknown[], frame: FrameState | null): Promise<unknown>;
  windowAsked(url: string): void;
  /** It is stopped in any case: Chromium cannot ask first. */
  downloadAsked(url: string): void;
  loaded(): void;
  crashed(): void;
  closed(): void;
  problem(text: string): void;
};

export type PageTarget = {
  readonly mainFrame: FrameState;
  navigate(url: string): Promise<void>;
  send(channel: string, given: readonly unknown[]): void;
  crash(): void;
  close(): Promise<void>;
};

export type TargetOptions = {
  readonly width: number;
  readonly height: number;
  readonly preload: string | undefined;
  readonly hooks: TargetHooks;
};

const codec = makeCodec();

export const openPageTarget = async (devtools: Devtools, options: TargetOptions): Promise<PageTarget> => {
  const { width, height, preload = '', hooks } = options;
  const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    width,
    height,
  });
  const attached = { targetId, flatten: true };
  const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', attached);
  const session: TargetSession = {
    send: (method, params) => devtools.send(method, params, sessionId),
    on: (method, listener) => devtools.on(method, listener, sessionId),
  };
  const { send, on } = session;

  // Unguessable, so that nothing in the page speaks to the other world but the two scripts.
  const channel = `double-${randomBytes(8).toString('hex')}`;
  const names = { channel, world: `preload ${channel}`, toProcess: 'toProcess', fromProcess: 'fromProcess' };
  const frames = await trackFrames(session, names.world);

  const toPage = (message: FromProcess): void => {
    const contextId = frames.preloadContext();
    if (contextId === undefined) return;
    const expression = `${names.fromProcess}(${JSON.stringify(JSON.stringify(message))})`;
    // The page may go while this is on its way.
    send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
  };

  type Called = { payload: string; executionContextId: number };
  on('Runtime.bindingCalled', ({ payload, executionContextId }: Called) => {
    const frame = frames.ofContext(executionContextId);
    const message = JSON.parse(payload) as ToProcess;
    if ('fault' in message) hooks.problem(message.fault);
    else if ('save' in message) hooks.downloadAsked(toProgram(message.save));
    else if ('navigate' in message) {
      if (frame !== undefined && hooks.mayNavigate(toProgram(message.navigate), frame)) {
        void send('Page.navigate', { url: message.navigate, frameId: frame.id });
      }
    } else {
      const reply = message.invoke;
      hooks.invoked(message.channel, message.given.map(codec.decode), frame ?? null).then(
        (value) => toPage({ reply, value: codec.encode(value) }),
        (thrown: unknown) => toPage({ reply, error: String(thrown) }),
      );
    }
  });
  answerRequests(session, hooks, (frameId) => frames.ofId(frameId));
  reportProblems(session, hooks);

  let firstLoad = true;
  on('Page.loadEventFired', () => {
    // The blank page before the first one is no place to go back to.
    if (firstLoad) void send('Page.resetNavigationHistory');
    firstLoad = false;
    hooks.loaded();
  });
  on('Inspector.targetCrashed', () => hooks.crashed());
  on('Page.downloadWillBegin', ({ url, guid }: { url: string; guid: string }) => {
    // May be over by now: what is saved is small or fails at once.
    devtools.send('Browser.cancelDownload', { guid }).catch(() => undefined);
    hooks.downloadAsked(toProgram(url));
  });
  on('Page.windowOpen', ({ url }: { url: string }) => hooks.windowAsked(toProgram(url)));
  devtools.on('Target.targetDestroyed', ({ targetId: gone }: { targetId: string }) => {
    if (gone === targetId) hooks.closed();
  });
  // Any other page is a popup. It was held at its start; it is let go with every request refused, and closed only then:
  // one that is closed while it is held keeps the page that opened it from ever running again.
  const endPopup = async (popup: string, held: string): Promise<void> => {
    devtools.on(
      'Fetch.requestPaused',
      ({ requestId }: Paused) => {
        const refusal = { requestId, errorReason: 'BlockedByClient' };
        devtools.send('Fetch.failRequest', refusal, held).catch(() => undefined);
      },
      held,
    );
    await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, held);
    await devtools.send('Runtime.runIfWaitingForDebugger', {}, held);
    await devtools.send('Target.closeTarget', { targetId: popup });
  };
  type Attached = { sessionId: string; targetInfo: { targetId: string; type: string } };
  devtools.on('Target.attachedToTarget', ({ sessionId: held, targetInfo }: Attached) => {
    if (targetInfo.targetId === targetId) return;
    const settled =
      targetInfo.type === 'page'
        ? endPopup(targetInfo.targetId, held)
        : devtools.send('Runtime.runIfWaitingForDebugger', {}, held);
    // It may end by itself before.
    settled.catch(() => undefined);
  });

  await devtools.send('Target.setDiscoverTargets', { discover: true });
  await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  await send('Page.enable');
  await send('Runtime.enable');
  await send('Log.enable');
  await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await send('Runtime.addBinding', { name: names.toProcess, executionContextName: names.world });
  const shared = [makeCodec, linkWorlds].map(String).join(', ');
  await send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${String(installPageWorld)})(${shared}, ${JSON.stringify(channel)})`,
  });
  await send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: names.world,
    source: `(${String(installPreloadWorld)})(${shared}, ${JSON.stringify(names)}, (require, module, exports) => {${preload}\n})`,
  });

  return {
    mainFrame: frames.main,
    navigate: async (url) => {
      const { errorText } = await send<{ errorText?: string }>('Page.navigate', { url: toBrowser(url) });
      if (errorText !== undefined) throw new Error(`${errorText} (${url})`);
    },
    send: (sentOn, given) => toPage({ channel: sentOn, given: given.map(codec.encode) }),
    // The answer dies with the page.
    crash: () => void send('Page.crash').catch(() => undefined),
    close: async () => {
      await devtools.send('Target.closeTarget', { targetId });
    },
  };
};

type Paused = {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string; readonly method: string };
};

const answerRequests = (
  { send, on }: TargetSession,
  hooks: TargetHooks,
  frameOf: (frameId: string) => FrameState | undefined,
): void => {
  const settle = async ({ requestId, frameId, resourceType, request }: Paused): Promise<unknown> => {
    const { url, method } = request;
    const answer = await hooks.answerRequest({ url: toProgram(url), method, resourceType, frame: frameOf(frameId) });
    if (answer === undefined) return send('Fetch.continueRequest', { requestId });
    if (answer === 'cancel') return send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
    const responseHeaders = [...answer.headers].map(([name, value]) => ({ name, value }));
    return send('Fetch.fulfillRequest', { requestId, responseCode: answer.status, responseHeaders, body });
  };
  on('Fetch.requestPaused', (paused: Paused) => {
    settle(paused).catch((thrown: unknown) => {
      // A page that is gone by now needs no answer; a handler that throws is a fault of the program.
      const gone = /Invalid InterceptionId|Session with given id not found|Chromium has gone/.test(String(thrown));
      if (!gone) hooks.problem(`${paused.request.url}: ${String(thrown)}`);
    });
  });
};

/** What a developer would see in red on the console: exceptions, errors, breaches of the content policy. */
const reportProblems = ({ on }: TargetSession, { problem }: Pick<TargetHooks, 'problem'>): void => {
  type Thrown = { exceptionDetails: { text: string; exception?: { description?: string } } };
  on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }: Thrown) => {
    problem(exception?.description ?? text);
  });
  type Called = { type: string; args: { value?: unknown; description?: string }[] };
  on('Runtime.consoleAPICalled', ({ type, args }: Called) => {
    if (type !== 'error' && type !== 'assert') return;
    problem(args.map(({ value, description }) => description ?? JSON.stringify(value)).join(' '));
  });
  on(
    'Log.entryAdded',
    ({ entry: { level, text, url = '' } }: { entry: { level: string; text: string; url?: string } }) => {
      if (level === 'error') problem(`${text} ${toProgram(url)}`.trim());
    },
  );
};
