/**
 * Walks once through the whole way of a connection in memory, without a network, so that the engineer's first click does
 * not pay for loading and compiling it. To be called when the program has nothing better to do.
 */
import { Duplex } from 'node:stream';
import { type Socket } from 'node:net';
import { defaultSettings } from '../../protocol/connection.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { systemClock } from './clock.ts';
import { createWireCounters } from './wire-counters.ts';

const connackAccepted = Uint8Array.of(0x20, 0x02, 0x00, 0x00);

/** Answers whatever it is sent with a CONNACK. */
const memorySocket = (): Socket => {
  const socket = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      setImmediate(() => socket.push(connackAccepted));
      done();
    },
  });
  setImmediate(() => socket.emit('connect'));
  // A stream is all that a walk without TLS needs of a socket.
  return socket as unknown as Socket;
};

export const warmUp = async (): Promise<void> => {
  await diagnose({
    address: { scheme: 'mqtt', host: 'memory', port: 1 },
    settings: { ...defaultSettings, surviveMs: 0 },
    clientIdentifier: 'warm-up',
    token: 'warm-up',
    clock: systemClock,
    network: {
      resolve: () => Promise.resolve(['memory']),
      openTcp: memorySocket,
      startTls: () => {
        throw new Error('not without a network');
      },
    },
    counters: createWireCounters(),
    signal: new AbortController().signal,
    onReport: () => undefined,
  });
};
