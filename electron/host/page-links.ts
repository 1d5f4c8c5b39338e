/**
 * The WebSockets of the pages: who gets one, how many there are, and that all end with the server. What is said over one
 * is `api/websocket.ts`.
 */
import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { argumentLimitBytes } from '../../protocol/contract.ts';
import { createDispatch } from '../api/dispatch.ts';
import { serveSocket } from '../api/websocket.ts';
import { type App } from '../app.ts';
import { type Admission } from './admission.ts';
import { cookieOf, headOf, refuseUpgrade } from './http-exchange.ts';
import { type RequestGate } from './request-gate.ts';

export type PageLinksOptions = {
  readonly app: Pick<App, 'handlers' | 'onEvent'>;
  readonly gate: RequestGate;
  readonly admission: Admission;
  readonly cookieName: string;
  /** How many pages are let in now, after each change. */
  readonly onPages: (count: number) => void;
  readonly logIncident?: ((text: string) => void) | undefined;
};

export type PageLinks = {
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  close(): void;
};

const linkPath = '/link';
const linksAtOnce = 4;
/** Room for the frame around an argument that is just within its limit. */
const frameLimitBytes = argumentLimitBytes + 1_024;
/** A page that does not say goodbye in this time is not waited for. */
const goodbyeMs = 200;

export const createPageLinks = ({
  app,
  gate,
  admission,
  cookieName,
  onPages,
  ...options
}: PageLinksOptions): PageLinks => {
  // Uncompressed: where a secret and foreign text share a compressed stream, its length tells about the secret.
  const server = new WebSocketServer({ noServer: true, maxPayload: frameLimitBytes, perMessageDeflate: false });
  let pages = 0;
  const countPages = (change: 1 | -1): void => {
    pages += change;
    onPages(pages);
  };

  return {
    upgrade: (request, socket, head) => {
      const refusal = gate.upgrade(headOf(request), linkPath);
      const session = cookieOf(request, cookieName);
      if (refusal !== undefined) refuseUpgrade(socket, refusal.status);
      else if (session === undefined || !admission.isSession(session)) refuseUpgrade(socket, 401);
      else if (server.clients.size >= linksAtOnce) refuseUpgrade(socket, 503);
      else {
        server.handleUpgrade(request, socket, head, (opened) => {
          let admitted = false;
          serveSocket({
            socket: opened,
            dispatch: createDispatch({ handlers: app.handlers, logIncident: options.logIncident }),
            onEvent: (listener) => app.onEvent(listener),
            takeNonce: (nonce) => admission.takeNonce(session, nonce),
            onAdmitted: () => {
              admitted = true;
              countPages(1);
            },
            onClosed: () => {
              if (admitted) countPages(-1);
            },
          });
        });
      }
    },
    close: () => {
      for (const socket of server.clients) socket.close(1001);
      setTimeout(() => server.clients.forEach((socket) => socket.terminate()), goodbyeMs);
    },
  };
};
