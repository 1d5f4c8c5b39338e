/**
 * Browser mode: the window and its link to this process, on 127.0.0.1 and nowhere else. Owns the HTTP server, its limits
 * and its end. Who may come in is judged by `request-gate.ts` (the request) and `admission.ts` (the secret).
 */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { type App } from '../app.ts';
import { systemWord } from '../storage/durable-file.ts';
import { createAdmission } from './admission.ts';
import { createPageLinks } from './page-links.ts';
import { createPageRoutes, isCall } from './page-routes.ts';
import { createRequestGate } from './request-gate.ts';
import { type StaticFiles } from './static-files.ts';

export type LoopbackOptions = {
  readonly app: Pick<App, 'handlers' | 'onEvent'>;
  readonly files: StaticFiles;
  /** 0: the system picks one. */
  readonly port: number;
  /** Ends by itself after this long without a page; 0: never. */
  readonly idleMs: number;
  readonly logIncident?: (text: string) => void;
};

export type LoopbackServer = {
  readonly port: number;
  /** `http://127.0.0.1:41883/`: opens nothing without a session. */
  readonly url: string;
  /** Works once, for `tokenLifeMs`; the one before is void. */
  newAddress(): string;
  readonly ended: Promise<'idle' | 'closed'>;
  close(): Promise<void>;
};

/** Never a name, never another address: whoever reached this server from the network would command the engineer's devices. */
const loopback = '127.0.0.1';

/** Failure `port-in-use`. */
export const startLoopbackServer = async (options: LoopbackOptions): Promise<Result<LoopbackServer>> => {
  const server = createLimitedServer();
  const port = await listen(server, options.port);
  if (port === undefined) return fail({ kind: 'port-in-use', port: options.port });

  const admission = createAdmission();
  const gate = createRequestGate({
    port,
    isPage: (target) => target === '/',
    isStatic: (target) => options.files.has(target),
    isCall,
    awaitsBrowser: () => admission.awaitsToken(),
  });
  // Cookies know no ports: without the number two hosts on one machine would overwrite each other's.
  const cookieName = `gatescope-${port}`;
  const parts = { gate, admission, cookieName };

  const routes = createPageRoutes({ files: options.files, ...parts });
  server.on('request', (request, response) => void routes(request, response));

  const links = createPageLinks({
    app: options.app,
    logIncident: options.logIncident,
    onPages: (count) => watchIdle(count),
    ...parts,
  });
  server.on('upgrade', (request, socket: Socket, head) => links.upgrade(request, socket, head));

  let idleTimer: NodeJS.Timeout | undefined;
  let isEnding = false;
  const watchIdle = (pages: number): void => {
    clearTimeout(idleTimer);
    if (options.idleMs > 0 && pages === 0 && !isEnding) idleTimer = setTimeout(() => void end('idle'), options.idleMs);
  };
  watchIdle(0);

  let tellEnded: (why: 'idle' | 'closed') => void;
  const ended = new Promise<'idle' | 'closed'>((resolve) => (tellEnded = resolve));
  const end = async (why: 'idle' | 'closed'): Promise<void> => {
    isEnding = true;
    clearTimeout(idleTimer);
    links.close();
    server.close(() => tellEnded(why));
    // A browser keeps its connections open as long as it may.
    server.closeAllConnections();
    await ended;
  };

  const url = `http://${loopback}:${port}/`;
  return ok({
    port,
    url,
    newAddress: () => `${url}#t=${admission.newToken()}`,
    ended,
    close: () => end('closed'),
  });
};

const createLimitedServer = (): Server => {
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: 9_000,
    requestTimeout: 30_000,
    // The limits above are only looked at this often.
    connectionsCheckingInterval: 500,
    keepAliveTimeout: 5_000,
    // Counted by the gate, which also refuses doubles.
    requireHostHeader: false,
  });
  server.maxConnections = 64;
  server.timeout = 60_000;
  return server;
};

const listen = (server: Server, port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const onError = (thrown: Error): void => {
      if (['EADDRINUSE', 'EACCES'].includes(systemWord(thrown))) resolve(undefined);
      else reject(thrown);
    };
    server.once('error', onError);
    server.listen({ host: loopback, port, exclusive: true }, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
