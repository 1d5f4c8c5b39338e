/**
 * A broker that does exactly what a script says, on a port that the system picks. It records what it received, so that a
 * test can say "exactly one PUBLISH". Shows faults that no real broker shows on demand.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createFramer, type FramedPacket } from '../../protocol/packet/framing.ts';
import { packetType } from '../../protocol/packet/packet-types.ts';

export type Conversation = {
  /** Running number of the connection, the first is 1. */
  readonly n: number;
  readonly socket: Socket;
  /** Resolves with the next packet of this type, whether it came already or not; each is given once. */
  readonly next: (type: keyof typeof packetType) => Promise<FramedPacket>;
  readonly write: (...bytes: readonly number[]) => void;
  readonly writeText: (text: string) => void;
  /** One byte, a pause, the next byte. Ends early if the other side goes. */
  readonly trickle: (bytes: readonly number[], pauseMs: number) => Promise<void>;
  /** FIN. */
  readonly close: () => void;
  /** RST. */
  readonly reset: () => void;
};

export type Script = (conversation: Conversation) => void | Promise<void>;

export type ScriptedBroker = {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly connections: () => number;
  /** Whole packets of all connections. */
  readonly received: (type: keyof typeof packetType) => readonly FramedPacket[];
  readonly close: () => Promise<void>;
};

export type ScriptedBrokerOptions = { readonly tls?: TlsOptions; readonly host?: string };

/** The script runs once for each connection. */
export const startScriptedBroker = async (
  script: Script,
  { tls, host = '127.0.0.1' }: ScriptedBrokerOptions = {},
): Promise<ScriptedBroker> => {
  const sockets = new Set<Socket>();
  const packets: FramedPacket[] = [];
  let connections = 0;

  const onConnection = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const unread: FramedPacket[] = [];
    const waiting: { readonly type: number; readonly give: (packet: FramedPacket) => void }[] = [];
    const framer = createFramer(16 * 1_048_576);
    socket.on('data', (chunk) => {
      for (const packet of framer.push(chunk)) {
        if (packet.kind !== 'packet') continue;
        packets.push(packet);
        const index = waiting.findIndex(({ type }) => type === packet.type);
        if (index < 0) unread.push(packet);
        else waiting.splice(index, 1)[0]?.give(packet);
      }
    });
    void script({
      n: connections,
      socket,
      next: (name) =>
        new Promise((give) => {
          const type = packetType[name];
          const index = unread.findIndex((packet) => packet.type === type);
          const [found] = index < 0 ? [] : unread.splice(index, 1);
          if (found === undefined) waiting.push({ type, give });
          else give(found);
        }),
      write: (...bytes) => void socket.write(Uint8Array.from(bytes)),
      writeText: (text) => void socket.write(text),
      trickle: async (bytes, pauseMs) => {
        for (const byte of bytes) {
          if (socket.destroyed) return;
          socket.write(Uint8Array.of(byte));
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      },
      close: () => void socket.end(),
      reset: () => void socket.resetAndDestroy(),
    });
  };

  const server: Server = tls === undefined ? createServer(onConnection) : createTlsServer(tls, onConnection);
  server.on('tlsClientError', () => undefined);
  const raw = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    raw.add(socket);
    socket.on('close', () => raw.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;

  return {
    host,
    port,
    url: `${tls === undefined ? 'mqtt' : 'mqtts'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    connections: () => connections,
    received: (name) => packets.filter(({ type }) => type === packetType[name]),
    close: () =>
      new Promise((resolve) => {
        for (const socket of [...sockets, ...raw]) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

/** Packet identifier of a PUBLISH at QoS 1 or 2, as the two bytes for a PUBACK. */
export const identifierBytes = ({ bytes, headerBytes }: FramedPacket): readonly [number, number] => {
  const at = headerBytes + 2 + (bytes[headerBytes] ?? 0) * 256 + (bytes[headerBytes + 1] ?? 0);
  return [bytes[at] ?? 0, bytes[at + 1] ?? 0];
};

export const connack311 = (code: number, flags = 0): readonly number[] => [0x20, 0x02, flags, code];
/** No properties. */
export const connack5 = (code: number, flags = 0): readonly number[] => [0x20, 0x03, flags, code, 0x00];

/** Accepts every CONNECT and acknowledges every PUBLISH, as a healthy platform does. */
export const healthy: Script = async ({ next, write, socket }) => {
  await next('connect');
  write(...connack311(0));
  while (!socket.destroyed) write(0x40, 0x02, ...identifierBytes(await next('publish')));
};
