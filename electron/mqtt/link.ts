/**
 * One MQTT connection over one open socket, from its CONNECT to its end. MQTT.js writes the packets and keeps the pings;
 * the guard reads. A link is used once: a new attempt gets a new one, so that nothing can ever be sent again by itself.
 */
import { type Socket } from 'node:net';
import { MqttClient } from 'mqtt';
import { type LinkLoss, type MqttVersion } from '../../protocol/connection.ts';
import { type FramedPacket } from '../../protocol/packet/framing.ts';
import { readDisconnect } from '../../protocol/packet/disconnect.ts';
import { packetType } from '../../protocol/packet/packet-types.ts';
import { readPuback } from '../../protocol/packet/puback.ts';
import { publishIdentifier, readPublish } from '../../protocol/packet/publish.ts';
import { isMalformed } from '../../protocol/packet/reading.ts';
import { type Clock } from './clock.ts';
import { type Greeting } from './greeting.ts';
import { createGuard, packetLimitBytes, type GuardEnd } from './guard.ts';
import { type Tap, type TappedConnection } from './tap.ts';
import { type WireCounters } from './wire-counters.ts';

export type LinkIdentity = {
  readonly mqttVersion: MqttVersion;
  readonly clientIdentifier: string;
  readonly keepAliveSeconds: number;
  /** Goes as the user name. There is no password field: the platform ignores one (facts A1). */
  readonly token: string;
};

/** What becomes of the PUBLISH packets on this link, by packet identifier. */
export type PublishEvents = {
  /** Handed to the socket, in the order of `send`. */
  readonly onHanded: (packetIdentifier: number) => void;
  /** Taken by the operating system. */
  readonly onWritten: (packetIdentifier: number) => void;
  readonly onPuback: (packetIdentifier: number, reasonCode: number) => void;
};

export type LinkOptions = {
  readonly socket: Socket;
  readonly secure: boolean;
  readonly identity: LinkIdentity;
  readonly clock: Clock;
  readonly counters: WireCounters;
  /** Never throws. */
  readonly tap?: Tap;
  readonly publishEvents: PublishEvents;
};

/** The first thing that came back, or that nothing more will. */
export type FirstAnswer =
  | Greeting
  | { readonly kind: 'ended'; readonly how: 'closed' | 'reset'; readonly detail?: string; readonly bytes: Uint8Array };

export type LinkEnd =
  { readonly by: 'us' } | { readonly by: 'other'; readonly loss: Pick<LinkLoss, 'why' | 'reasonCode' | 'detail'> };

/** The payload is valid during the call only. */
export type MessageListener = (topic: string, payload: Uint8Array) => void;

export type Link = {
  /** The CONNECT as it left, its secrets hidden, when its last byte was handed to the socket (monotonic ms). */
  readonly connectSent: Promise<{ readonly bytes: Uint8Array; readonly nowMs: number }>;
  readonly firstAnswer: Promise<FirstAnswer & { readonly nowMs: number }>;
  readonly ended: Promise<LinkEnd & { readonly nowMs: number }>;
  /** The socket is gone; half a second after `ended` at the latest. */
  readonly closed: Promise<void>;
  /** Bytes of a first answer that is not complete yet. */
  readonly answerBytes: () => Uint8Array;
  /** QoS 1. The caller has checked the topic name. */
  readonly send: (topic: string, payload: string) => void;
  /** QoS 1. Whether the broker granted it; never resolves on a link that dies before the SUBACK. */
  readonly subscribe: (filter: string) => Promise<boolean>;
  /** What the broker publishes to us from now on. Returns the way to stop listening. */
  readonly onMessage: (listener: MessageListener) => () => void;
  /** Asks for a sign of life now; a link that gives none in this time has died of `keep-alive`. */
  readonly probe: (waitMs: number) => void;
  /** DISCONNECT, then close; in half a second at the latest. */
  readonly leave: () => void;
  /** Closes without a word. */
  readonly drop: () => void;
};

/** Something that is no CONNACK has this long to say more, so that it can be named. */
const foreignSettleMs = 200;
const leaveGraceMs = 500;
/** Our own watchdog counts from the click and watches every kind of silence; the library's must never be the first. */
const neverMs = 2_147_483_647;
const disconnectPacket = Uint8Array.of(packetType.disconnect << 4, 0);

let connectionCount = 0;

export const openLink = (options: LinkOptions): Link => {
  const { socket, clock, counters, identity, publishEvents, tap } = options;
  const connection = tappedConnection(socket, options.secure);
  const connectSent = settable<{ bytes: Uint8Array; nowMs: number }>();
  const firstAnswer = settable<FirstAnswer & { nowMs: number }>();
  const ended = settable<LinkEnd & { nowMs: number }>();
  let brokerSaid: { readonly reasonCode: number } | undefined;
  const messageListeners = new Set<MessageListener>();
  let pingUnanswered = false;
  let cancelSettle = (): void => undefined;

  const answer = (given: FirstAnswer): void => {
    cancelSettle();
    firstAnswer.set({ ...given, nowMs: clock.nowMs() });
  };

  const onPacket = (packet: FramedPacket): void => {
    pingUnanswered = false;
    if (packet.type === packetType.puback) {
      const read = readPuback(packet, identity.mqttVersion);
      if (!isMalformed(read)) publishEvents.onPuback(read.packetIdentifier, read.reasonCode);
    }
    if (packet.type === packetType.publish && messageListeners.size > 0) {
      const read = readPublish(packet, identity.mqttVersion);
      if (!isMalformed(read)) {
        const payload = packet.bytes.subarray(read.payload.start, read.payload.end);
        for (const listener of messageListeners) listener(read.topic, payload);
      }
    }
    if (packet.type === packetType.disconnect) {
      const read = readDisconnect(packet, identity.mqttVersion);
      if (!isMalformed(read)) brokerSaid = { reasonCode: read.reasonCode };
      // The last word: the socket is only a formality now [MQTT5-3.14.4-1].
      guard.end({ why: 'closed' });
    }
  };

  const onSent = (packet: FramedPacket): void => {
    if (packet.type === packetType.connect) connectSent.set({ bytes: packet.bytes, nowMs: clock.nowMs() });
    if (packet.type === packetType.pingreq) pingUnanswered = true;
    if (packet.type === packetType.publish) withIdentifier(packet, publishEvents.onHanded);
  };

  const withIdentifier = (packet: FramedPacket, tell: (packetIdentifier: number) => void): void => {
    const packetIdentifier = publishIdentifier(packet);
    if (packetIdentifier !== undefined) tell(packetIdentifier);
  };

  const onEnd = (end: GuardEnd): void => {
    const bytes = guard.greetingBytes();
    if (guard.isForeign()) answer({ kind: 'foreign', bytes });
    else {
      const detail = end.why === 'error' ? { detail: end.detail } : {};
      answer({ kind: 'ended', how: end.why === 'error' ? 'reset' : 'closed', bytes, ...detail });
    }
    ended.set({ ...linkEnd(end, brokerSaid, pingUnanswered), nowMs: clock.nowMs() });
  };

  const guard = createGuard({
    socket,
    version: identity.mqttVersion,
    counters,
    onChunk: (from, bytes) => {
      tap?.({ connection, from, bytes, nowMs: clock.nowMs(), wallMs: clock.wallMs() });
    },
    onForeign: () => {
      cancelSettle();
      cancelSettle = clock.after(foreignSettleMs, () => guard.end({ why: 'left' }));
    },
    onSent,
    onWritten: (packet) => {
      if (packet.type === packetType.publish) withIdentifier(packet, publishEvents.onWritten);
    },
    onGreeting: answer,
    onPacket,
    onEnd,
  });

  const closed = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
  const client = new MqttClient(() => guard.stream, clientOptions(identity));
  // Broken packets, unexpected acknowledgements: after any of them the library goes on as if nothing were wrong.
  client.on('error', () => guard.end({ why: 'parser' }));
  client.connect();

  return {
    connectSent: connectSent.promise,
    firstAnswer: firstAnswer.promise,
    ended: ended.promise,
    closed,
    answerBytes: guard.greetingBytes,
    send: (topic, payload) => {
      client.publish(topic, payload, { qos: 1 }, () => undefined);
    },
    subscribe: (filter) =>
      new Promise((resolve) => {
        client.subscribe(filter, { qos: 1 }, (error) => resolve(!error));
      }),
    onMessage: (listener) => {
      messageListeners.add(listener);
      return () => void messageListeners.delete(listener);
    },
    probe: (waitMs) => {
      client.sendPing();
      clock.after(waitMs, () => {
        if (pingUnanswered) guard.end({ why: 'parser' });
      });
    },
    leave: () => guard.leave(disconnectPacket, leaveGraceMs),
    drop: () => guard.end({ why: 'left' }),
  };
};

/** Written out in full: with a stream of our own the library fills in nothing. */
const clientOptions = (identity: LinkIdentity): ConstructorParameters<typeof MqttClient>[1] => ({
  protocolId: 'MQTT',
  protocolVersion: identity.mqttVersion === '5' ? 5 : 4,
  clientId: identity.clientIdentifier,
  username: identity.token,
  keepalive: identity.keepAliveSeconds,
  clean: true,
  manualConnect: true,
  reconnectPeriod: 0,
  resubscribe: false,
  queueQoSZero: false,
  connectTimeout: neverMs,
  timerVariant: 'native',
  // Its cache of all 65,536 numbers costs 20 ms of the first connect and saves nothing that could be measured.
  writeCache: false,
  ...(identity.mqttVersion === '5' ? { properties: { maximumPacketSize: packetLimitBytes } } : {}),
});

const linkEnd = (
  end: GuardEnd,
  brokerSaid: { readonly reasonCode: number } | undefined,
  pingUnanswered: boolean,
): LinkEnd => {
  if (end.why === 'left') return { by: 'us' };
  if (brokerSaid !== undefined && end.why !== 'malformed') {
    return { by: 'other', loss: { why: 'disconnect-packet', reasonCode: brokerSaid.reasonCode } };
  }
  switch (end.why) {
    case 'closed':
      return { by: 'other', loss: { why: 'closed-by-broker' } };
    case 'error':
      return { by: 'other', loss: { why: end.detail === 'ECONNRESET' ? 'reset' : 'socket-error', detail: end.detail } };
    // The library lets go of a healthy stream for two reasons only: no PINGRESP in time, or a packet it cannot bear.
    case 'parser':
      return { by: 'other', loss: pingUnanswered ? { why: 'keep-alive' } : { why: 'malformed', detail: 'parser' } };
    case 'malformed':
    case 'packet-too-large':
      return { by: 'other', loss: { why: end.why, detail: end.detail } };
  }
};

const tappedConnection = (socket: Socket, secure: boolean): TappedConnection => {
  connectionCount += 1;
  return {
    n: connectionCount,
    local: { address: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    remote: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    secure,
  };
};

const settable = <T>(): { readonly promise: Promise<T>; readonly set: (value: T) => void } => {
  let set: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    set = resolve;
  });
  return { promise, set };
};
