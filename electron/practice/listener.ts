/**
 * The sockets of the stand-in: listens where it is told to, holds every connection to its limits, and closes so that what was
 * written still arrives. Knows no MQTT.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { type Wire } from './link.ts';

const mostConnections = 64;
/** A client that sends and never reads must not fill our memory with answers. */
const mostUnsentBytes = 1_048_576;
/** How long a closed connection may linger, so that unread bytes do not turn our FIN into a reset that eats the last PUBACK. */
const lingerMs = 500;

export type Receiver = { readonly receive: (chunk: Uint8Array) => void; readonly lost: () => void };

export type Listener = {
  readonly host: string;
  readonly port: number;
  /** Ends everything at once. */
  readonly close: () => Promise<void>;
};

/** `welcome` returns who receives, or `undefined` to close with nothing said. */
export const listen = (
  { host, port }: { readonly host: string; readonly port: number },
  welcome: (wire: Wire) => Receiver | undefined,
): Promise<Result<Listener>> => {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const wire = wireOf(socket);
    const receiver = welcome(wire);
    socket.on('data', (chunk) => {
      if (!socket.writableEnded) receiver?.receive(chunk);
      if (socket.writableLength > mostUnsentBytes) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    // A reset ends in 'close' as well, which is all that counts here.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      receiver?.lost();
    });
    if (receiver === undefined) wire.close();
  });
  server.maxConnections = mostConnections;
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(listenFailure(error, host, port)));
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      // Accepting may fail for a moment, as when file handles run out; the listener lives on.
      server.on('error', () => undefined);
      const bound = (server.address() as AddressInfo).port;
      resolve(ok({ host, port: bound, close: () => closeAll(server, sockets) }));
    });
  });
};

const wireOf = (socket: Socket): Wire => ({
  write: (bytes) => {
    if (socket.writable) socket.write(bytes);
  },
  close: () => {
    socket.end();
    // What still comes in is read and thrown away.
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(timer));
  },
});

const closeAll = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });

const listenFailure = (error: NodeJS.ErrnoException, host: string, port: number): Result<never> =>
  error.code === 'EADDRINUSE' || error.code === 'EACCES'
    ? fail({ kind: 'port-in-use', port })
    : fail({ kind: 'address-form', address: host });
