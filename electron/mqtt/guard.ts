/**
 * Stands on the socket in front of the MQTT parser. Every chunk is told to the tap and counted before anything reads it;
 * the parser gets only whole packets that are what they say, and nothing before the CONNACK. Measured of the parser alone:
 * it keeps 200 MiB of an announced packet, waits for ever on a CONNACK without a code, stays `connected` on a broken
 * stream, and delivers what comes before the CONNACK. Owns the bytes in both directions; knows nothing of sessions.
 */
import { type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type MqttVersion } from '../../protocol/connection.ts';
import { hideConnectSecrets } from '../../protocol/packet/connect.ts';
import { createFramer, joinBytes, type Framed, type FramedPacket } from '../../protocol/packet/framing.ts';
import { packetProblem } from '../../protocol/packet/packet-problem.ts';
import { packetType } from '../../protocol/packet/packet-types.ts';
import { publishIdentifier } from '../../protocol/packet/publish.ts';
import { createGreetingReader, type Greeting } from './greeting.ts';
import { type WireCounters } from './wire-counters.ts';

export type GuardEnd =
  | { readonly why: 'closed' }
  /** `detail` is the system's word: `ECONNRESET`. */
  | { readonly why: 'error'; readonly detail: string }
  | { readonly why: 'malformed'; readonly detail: string }
  | { readonly why: 'packet-too-large'; readonly detail: string }
  /** The parser let go of the stream by itself. */
  | { readonly why: 'parser' }
  /** We let go. */
  | { readonly why: 'left' };

export type GuardOptions = {
  readonly socket: Socket;
  readonly version: MqttVersion;
  readonly counters: WireCounters;
  /** Never throws. The token in a CONNECT is already hidden. */
  readonly onChunk: (from: 'client' | 'server', bytes: Uint8Array) => void;
  /** A packet handed to the socket; a CONNECT with its secrets hidden. */
  readonly onSent: (packet: FramedPacket) => void;
  /** The same packet, once the operating system has taken it. */
  readonly onWritten: (packet: FramedPacket) => void;
  /** Something that is no CONNACK has begun; more of it may come. */
  readonly onForeign: () => void;
  readonly onGreeting: (greeting: Greeting) => void;
  /** A packet after the CONNACK, before the parser sees it. */
  readonly onPacket: (packet: FramedPacket) => void;
  /** Exactly once; nothing comes after it. */
  readonly onEnd: (end: GuardEnd) => void;
};

export type Guard = {
  readonly stream: Duplex;
  /** What the other side has said before the CONNACK was complete. */
  readonly greetingBytes: () => Uint8Array;
  /** Whether the other side has begun to say something that is no CONNACK. */
  readonly isForeign: () => boolean;
  /** Sends a last packet, closes, and lets go after `graceMs` at the latest. */
  readonly leave: (lastPacket: Uint8Array | undefined, graceMs: number) => void;
  /** Ends at once, for a reason found elsewhere. */
  readonly end: (end: GuardEnd) => void;
};

/** A platform message is at most 64 KiB; a broker that announces more than this is broken or hostile. */
export const packetLimitBytes = 1_048_576;

/**
 * The parser acknowledges without looking whether anybody reads. A broker that only talks is not listened to any further
 * once this much of our answers waits; TCP then slows it down.
 */
const unsentLimitBytes = 1_048_576;

/** Messages at QoS 2 that the broker has not released: the parser keeps each whole. Nothing here subscribes at QoS 2. */
const unreleasedLimit = 64;

export const createGuard = (options: GuardOptions): Guard => {
  const { socket, version, counters } = options;
  const greetingReader = createGreetingReader(version);
  const incoming = createFramer(packetLimitBytes);
  // What we send ourselves is bounded where it is written.
  const outgoing = createFramer(Number.MAX_SAFE_INTEGER);
  const unreleased = new Set<number>();
  let connectLeft = false;
  let greeted = false;
  let ended = false;

  const end = (why: GuardEnd): void => {
    if (ended) return;
    ended = true;
    socket.destroy();
    stream.destroy();
    options.onEnd(why);
  };

  const receive = (chunk: Buffer): void => {
    if (ended) return;
    counters.receivedBytes(chunk.length);
    options.onChunk('server', chunk);
    if (greeted) {
      deliver(incoming.push(chunk));
      return;
    }
    const found = greetingReader.push(chunk);
    if (found === undefined) {
      if (greetingReader.isForeign()) options.onForeign();
      return;
    }
    greet(found.greeting);
    if (found.rest.length > 0) deliver(incoming.push(found.rest));
  };

  const greet = (greeting: Greeting): void => {
    greeted = true;
    if (greeting.kind === 'connack') counters.delivered();
    if (greeting.kind === 'malformed') counters.refused();
    options.onGreeting(greeting);
    if (greeting.kind !== 'connack' || greeting.connack.code !== 0) end({ why: 'left' });
    else push(greeting.packet.bytes);
  };

  const deliver = (framed: readonly Framed[]): void => {
    for (const found of framed) {
      // `onPacket` may have ended it: a DISCONNECT is the last word.
      if (ended) return;
      if (found.kind !== 'packet') {
        counters.refused();
        end({ why: found.kind === 'too-large' ? 'packet-too-large' : 'malformed', detail: framingDetail(found) });
        return;
      }
      const problem = packetProblem(found, version) ?? unreleasedProblem(found);
      if (problem !== undefined) {
        counters.refused();
        end({ why: 'malformed', detail: problem });
        return;
      }
      counters.delivered();
      options.onPacket(found);
      push(found.bytes);
    }
  };

  const unreleasedProblem = (packet: FramedPacket): 'unreleased' | undefined => {
    if (packet.type === packetType.pubrel) unreleased.delete(pubackIdentifier(packet));
    if (packet.type === packetType.publish && (packet.flags & 0x06) === 0x04) {
      unreleased.add(publishIdentifier(packet) ?? 0);
    }
    return unreleased.size > unreleasedLimit ? 'unreleased' : undefined;
  };

  const hasRoom = (): boolean => stream.writableLength < unsentLimitBytes;
  const push = (bytes: Uint8Array): void => {
    if (ended) return;
    if (!stream.push(bytes) || !hasRoom()) socket.pause();
  };

  const send = (chunks: readonly Buffer[], done: () => void): void => {
    if (ended || !socket.writable) {
      done();
      return;
    }
    const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    const packets = outgoing
      .push(whole)
      .filter((framed) => framed.kind === 'packet')
      .map(withoutSecrets);
    counters.sent(packets.length, whole.length);
    tellSent(whole, packets);
    for (const packet of packets) options.onSent(packet);
    socket.write(whole, (error) => {
      // A failed write is followed by the socket's own error, which says why.
      if (error === undefined || error === null) for (const packet of packets) options.onWritten(packet);
      done();
    });
  };

  /** A CONNECT is told once it is whole: of a part of one nobody could say where the token stands. */
  const tellSent = (whole: Uint8Array, packets: readonly FramedPacket[]): void => {
    if (connectLeft) {
      options.onChunk('client', whole);
    } else if (packets.length > 0) {
      connectLeft = true;
      options.onChunk('client', joinBytes([...packets.map(({ bytes }) => bytes), outgoing.pending()]));
    }
  };

  const stream = new Duplex({
    read: () => {
      if (hasRoom()) socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => send([chunk], done),
    writev: (chunks, done) =>
      send(
        chunks.map(({ chunk }) => chunk as Buffer),
        done,
      ),
    final: (done) => {
      done();
    },
    destroy: (error, done) => {
      end({ why: 'parser' });
      done(error);
    },
  });
  // The reason is told through `onEnd`; without a listener an error here would end the program.
  stream.on('error', () => undefined);
  stream.on('drain', () => socket.resume());

  socket.on('data', receive);
  socket.on('end', () => end({ why: 'closed' }));
  socket.on('close', () => end({ why: 'closed' }));
  socket.on('error', (error: NodeJS.ErrnoException) => end({ why: 'error', detail: error.code ?? error.name }));
  // It may have died between its opening and now, before anybody listened.
  if (socket.destroyed) setImmediate(() => end({ why: 'closed' }));

  const leave = (lastPacket: Uint8Array | undefined, graceMs: number): void => {
    if (ended) return;
    if (lastPacket === undefined || !socket.writable) {
      end({ why: 'left' });
      return;
    }
    ended = true;
    counters.sent(1, lastPacket.length);
    options.onChunk('client', lastPacket);
    const timer = setTimeout(() => socket.destroy(), graceMs);
    socket.once('close', () => clearTimeout(timer));
    socket.end(lastPacket);
    socket.resume();
    stream.destroy();
    options.onEnd({ why: 'left' });
  };

  return { stream, greetingBytes: greetingReader.bytes, isForeign: greetingReader.isForeign, leave, end };
};

/** The packet was checked before: it has one. */
const pubackIdentifier = ({ bytes, headerBytes }: FramedPacket): number =>
  (bytes[headerBytes] ?? 0) * 256 + (bytes[headerBytes + 1] ?? 0);

const withoutSecrets = (packet: FramedPacket): FramedPacket =>
  packet.type === packetType.connect ? { ...packet, bytes: hideConnectSecrets(packet) } : packet;

const framingDetail = (found: Exclude<Framed, FramedPacket>): string =>
  found.kind === 'too-large' ? `${found.lengthBytes} > ${found.limitBytes}` : found.why;
