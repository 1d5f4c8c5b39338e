/**
 * An MQTT client that is nothing but bytes: it sends what a test wrote down and shows what came back, packet by packet, as
 * hex. No library in between could smooth anything over.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Exchange = {
  /** One hex text for each packet, PINGRESP of the closing question left out. */
  readonly packets: readonly string[];
  readonly closed: boolean;
};

export type RawClient = {
  readonly socket: Socket;
  readonly send: (bytes: Uint8Array) => void;
  /** Sends, then asks PINGREQ: what came before the PINGRESP, or before the end, is the answer to the bytes. */
  readonly exchange: (bytes: Uint8Array) => Promise<Exchange>;
  /** Waits for so many packets in all. */
  readonly packets: (count: number) => Promise<readonly string[]>;
  /** Waits for the platform to close; gives all that came. */
  readonly untilClosed: () => Promise<readonly string[]>;
  readonly isClosed: () => boolean;
};

const pingreq = Uint8Array.of(0xc0, 0x00);
const pingresp = 'd000';

export const openRaw = async (port: number): Promise<RawClient> => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let received = Buffer.alloc(0);
  let closed = false;
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((look) => look());
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  for (const event of ['end', 'close'] as const) {
    socket.on(event, () => {
      closed = true;
      wake();
    });
  }
  socket.on('error', () => undefined);
  await once(socket, 'connect');

  const until = (reached: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!reached()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const all = (): string[] => splitPackets(received);

  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    exchange: async (bytes) => {
      const before = all().length;
      socket.write(bytes);
      socket.write(pingreq);
      await until(() => closed || all().slice(before).includes(pingresp));
      return {
        packets: all()
          .slice(before)
          .filter((packet) => packet !== pingresp),
        closed,
      };
    },
    packets: async (count) => {
      await until(() => closed || all().length >= count);
      return all();
    },
    untilClosed: async () => {
      await until(() => closed);
      return all();
    },
    isClosed: () => closed,
  };
};

/** Whole packets only; remaining lengths of up to two bytes are all that the platform sends. */
const splitPackets = (bytes: Buffer): string[] => {
  const packets: string[] = [];
  let at = 0;
  for (;;) {
    const low = bytes[at + 1];
    const high = bytes[at + 2] ?? 0;
    if (low === undefined) return packets;
    const end = low < 0x80 ? at + 2 + low : at + 3 + (low & 0x7f) + high * 128;
    if (end > bytes.length) return packets;
    packets.push(bytes.toString('hex', at, end));
    at = end;
  }
};

const text = (value: string): number[] => {
  const bytes = Buffer.from(value);
  return [bytes.length >> 8, bytes.length & 0xff, ...bytes];
};
const remaining = (length: number): number[] =>
  length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...remaining(length >> 7)];
export const packet = (firstByte: number, body: readonly number[]): Uint8Array =>
  Buffer.from([firstByte, ...remaining(body.length), ...body]);

export type Credentials = {
  readonly level?: 4 | 5;
  readonly user?: string;
  readonly password?: string;
  readonly client?: string;
  readonly clean?: boolean;
};

export const connectPacket = ({ level = 4, user, password, client = 'c1', clean = true }: Credentials): Uint8Array =>
  packet(0x10, [
    ...text('MQTT'),
    level,
    (clean ? 0x02 : 0) | (user === undefined ? 0 : 0x80) | (password === undefined ? 0 : 0x40),
    ...[0x00, 0x3c], // keep alive, 60 s
    ...(level === 5 ? [0x00] : []), // no properties
    ...text(client),
    ...(user === undefined ? [] : text(user)),
    ...(password === undefined ? [] : text(password)),
  ]);

export type PublishForm = {
  readonly level?: 4 | 5;
  readonly qos?: 0 | 1 | 2;
  readonly id?: number;
  readonly flags?: number;
};

export const publishPacket = (
  topic: string,
  payload: string | Uint8Array,
  { level = 4, qos = 1, id = 1, flags = 0 }: PublishForm = {},
): Uint8Array =>
  packet(0x30 | (qos << 1) | flags, [
    ...text(topic),
    ...(qos === 0 ? [] : [id >> 8, id & 0xff]),
    ...(level === 5 ? [0x00] : []), // no properties
    ...Buffer.from(payload),
  ]);

export const subscribePacket = (filters: readonly (readonly [string, number])[], level: 4 | 5 = 4): Uint8Array =>
  packet(0x82, [
    ...[0x00, 0x07], // packet identifier
    ...(level === 5 ? [0x00] : []), // no properties
    ...filters.flatMap(([filter, qos]) => [...text(filter), qos]),
  ]);

/** Topic and payload of a PUBLISH that the platform sent at QoS 1. */
export const readDownlink = (hex: string, level: 4 | 5 = 4): { readonly topic: string; readonly payload: unknown } => {
  const bytes = Buffer.from(hex, 'hex');
  const start = (bytes[1] ?? 0) < 0x80 ? 2 : 3;
  const topicEnd = start + 2 + bytes.readUInt16BE(start);
  const payload = bytes.toString('utf8', topicEnd + 2 + (level === 5 ? 1 : 0));
  return { topic: bytes.toString('utf8', start + 2, topicEnd), payload: JSON.parse(payload) };
};
