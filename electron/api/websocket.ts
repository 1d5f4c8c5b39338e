/**
 * The contract over one WebSocket: the page's nonce first, then requests in and replies and events out. Owns the frames.
 * Knows no request by name: a new row of the contract changes nothing here.
 *
 *   page → host   { "nonce" }   once, first      { "id", "request", "argument" }
 *   host → page   { "admitted": true }           { "id", "reply" }      { "event", "payload" }
 */
import * as v from 'valibot';
import { type WebSocket } from 'ws';
import { type Emit } from '../../protocol/contract.ts';
import { type Dispatch } from './dispatch.ts';

export type SocketOptions = {
  readonly socket: WebSocket;
  /** Made for this client alone. */
  readonly dispatch: Dispatch;
  readonly onEvent: (listener: Emit) => () => void;
  readonly takeNonce: (nonce: string) => boolean;
  readonly onAdmitted: () => void;
  /** Once, whether it had been admitted or not. */
  readonly onClosed: () => void;
};

const nonceTimeoutMs = 2_000;
const pingEveryMs = 30_000;
/** A page that reads nothing is cut off; it comes back with a fresh view of everything. */
const unreadLimitBytes = 16 * 1_048_576;

/** Application codes of [RFC 6455, 7.4.2]; the client tries again after all of them but `notAdmitted`. */
export const closeCodes = { notAdmitted: 4401, badFrame: 4400, tooSlow: 4408 } as const;

const nonceFrame = v.strictObject({ nonce: v.pipe(v.string(), v.maxLength(64)) });
const requestFrame = v.strictObject({
  id: v.pipe(v.number(), v.safeInteger()),
  request: v.string(),
  argument: v.optional(v.unknown()),
});

export const serveSocket = ({ socket, dispatch, onEvent, takeNonce, onAdmitted, onClosed }: SocketOptions): void => {
  let stopEvents: (() => void) | undefined;
  let answered = true;

  const send = (frame: object): void => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(JSON.stringify(frame));
    if (socket.bufferedAmount > unreadLimitBytes) socket.close(closeCodes.tooSlow);
  };

  const nonceTimer = setTimeout(() => socket.close(closeCodes.notAdmitted), nonceTimeoutMs);
  const heartbeat = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, pingEveryMs);
  socket.on('pong', () => (answered = true));

  socket.on('message', (data: Buffer, isBinary) => {
    const frame = isBinary ? undefined : parsed(data);
    if (stopEvents === undefined) {
      clearTimeout(nonceTimer);
      if (!v.is(nonceFrame, frame) || !takeNonce(frame.nonce)) {
        socket.close(closeCodes.notAdmitted);
        return;
      }
      stopEvents = onEvent((event, payload) => send({ event, payload }));
      onAdmitted();
      send({ admitted: true });
      return;
    }
    if (!v.is(requestFrame, frame)) {
      socket.close(closeCodes.badFrame);
      return;
    }
    void dispatch(frame.request, frame.argument).then((reply) => send({ id: frame.id, reply }));
  });

  // What breaks the protocol of WebSocket itself ends in `close` as well.
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(nonceTimer);
    clearInterval(heartbeat);
    stopEvents?.();
    onClosed();
  });
};

const parsed = (data: Buffer): unknown => {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
};
