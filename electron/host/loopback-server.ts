/**
 * Browser mode: the window and its link to this process, on 127.0.0.1 and nowhere else. Owns the HTTP server, its limits
 * and its end. Who may come in is judged by `request-gate.ts` (the request) and `admission.ts` (the secret).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import * as v from 'valibot';
import { WebSocketServer } from 'ws';
import { argumentLimitBytes } from '../../protocol/contract.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { createDispatch } from '../api/dispatch.ts';
import { serveSocket } from '../api/websocket.ts';
import { type App } from '../app.ts';
import { systemWord } from '../storage/durable-file.ts';
import { createAdmission } from './admission.ts';
import { answer, answerJson, cookieOf, readBody, refuse, refuseUpgrade } from './http-exchange.ts';
import { createRequestGate, type RequestHead } from './request-gate.ts';
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

/** Never a name, never another address: whoever reaches this server from the network would command the engineer's devices. */
const loopback = '127.0.0.1';
const linkPath = '/link';
const callPaths = ['/session', '/page'];
const socketsAtOnce = 4;
/** Room for the frame around an argument that is just within its limit. */
const frameLimitBytes = argumentLimitBytes + 1_024;

const tokenBody = v.strictObject({ token: v.pipe(v.string(), v.maxLength(128)) });

/** Failure `port-in-use`. */
export const startLoopbackServer = async (options: LoopbackOptions): Promise<Result<LoopbackServer>> => {
  const { app, files, idleMs } = options;
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
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameLimitBytes, perMessageDeflate: false });

  const port = await listen(server, options.port);
  if (port === undefined) return fail({ kind: 'port-in-use', port: options.port });

  const admission = createAdmission();
  const gate = createRequestGate({
    port,
    isPage: (target) => target === '/',
    isStatic: (target) => files.has(target),
    isCall: (target) => callPaths.includes(target),
    awaitsBrowser: () => admission.awaitsToken(),
  });
  // Cookies know no ports: without the number two hosts on one machine would overwrite each other's.
  const cookieName = `gatescope-${port}`;
  const url = `http://${loopback}:${port}/`;

  server.on('request', (request, response) => {
    const refusal = gate.request(headOf(request));
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    const file = files.get(request.url ?? '');
    if (file !== undefined) {
      answer(response, 200, file.body, {
        'Content-Type': file.contentType,
        'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
      });
      return;
    }
    void readBody(request, response).then((body) => {
      if (body === undefined) return;
      if (request.url === '/session') openSession(body.json, response);
      else openPage(cookieOf(request, cookieName), response);
    });
  });

  const openSession = (body: unknown, response: ServerResponse): void => {
    if (!v.is(tokenBody, body)) {
      answerJson(response, 401, { refused: 'wrong' });
      return;
    }
    const redeemed = admission.redeem(body.token);
    if ('refused' in redeemed) {
      answerJson(response, redeemed.refused === 'paused' ? 429 : 401, redeemed);
      return;
    }
    answerJson(
      response,
      200,
      {},
      { 'Set-Cookie': `${cookieName}=${redeemed.session}; HttpOnly; SameSite=Strict; Path=/` },
    );
  };

  /** Asked for by each page, so that a reload and a second tab of the same browser need no new address. */
  const openPage = (session: string | undefined, response: ServerResponse): void => {
    const nonce = admission.newNonce(session);
    answerJson(response, nonce === undefined ? 401 : 200, nonce === undefined ? { refused: 'no-session' } : { nonce });
  };

  let pages = 0;
  let idleTimer: NodeJS.Timeout | undefined;
  const watchIdle = (): void => {
    clearTimeout(idleTimer);
    if (idleMs > 0 && pages === 0) idleTimer = setTimeout(() => void end('idle'), idleMs);
  };

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const refusal = gate.upgrade(headOf(request), linkPath);
    const session = cookieOf(request, cookieName);
    if (refusal !== undefined) refuseUpgrade(socket, refusal.status);
    else if (session === undefined || !admission.isSession(session)) refuseUpgrade(socket, 401);
    else if (sockets.clients.size >= socketsAtOnce) refuseUpgrade(socket, 503);
    else {
      sockets.handleUpgrade(request, socket, head, (opened) => {
        let admitted = false;
        serveSocket({
          socket: opened,
          dispatch: createDispatch({
            handlers: app.handlers,
            ...(options.logIncident === undefined ? {} : { logIncident: options.logIncident }),
          }),
          onEvent: (listener) => app.onEvent(listener),
          takeNonce: (nonce) => admission.takeNonce(session, nonce),
          onAdmitted: () => {
            admitted = true;
            pages += 1;
            watchIdle();
          },
          onClosed: () => {
            if (admitted) pages -= 1;
            watchIdle();
          },
        });
      });
    }
  });

  let tellEnded: (why: 'idle' | 'closed') => void;
  const ended = new Promise<'idle' | 'closed'>((resolve) => (tellEnded = resolve));
  let ending: Promise<void> | undefined;
  const end = (why: 'idle' | 'closed'): Promise<void> => {
    ending ??= new Promise((resolve) => {
      clearTimeout(idleTimer);
      for (const socket of sockets.clients) socket.close(1001);
      server.close(() => {
        tellEnded(why);
        resolve();
      });
      // A browser keeps its connections open as long as it may.
      server.closeAllConnections();
      setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 200);
    });
    return ending;
  };
  watchIdle();

  return ok({
    port,
    url,
    newAddress: () => `${url}#t=${admission.newToken()}`,
    ended,
    close: () => end('closed'),
  });
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

const headOf = ({ method = '', url = '', rawHeaders }: IncomingMessage): RequestHead => ({
  method,
  target: url,
  rawHeaders,
});
