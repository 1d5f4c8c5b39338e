/**
 * MQTT packets between bytes and what the rules need of them. The parser is `mqtt-packet`, which may hand out broken packets
 * (an identifier of -1, a level it does not know): what it says is checked here, and nothing unchecked goes on.
 */
import { generate, parser, type Packet } from 'mqtt-packet';
import { type Connect } from './connect-rules.ts';

export type Publish = {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  /** 0 at QoS 0. */
  readonly packetIdentifier: number;
};

export type Received =
  | { readonly cmd: 'connect'; readonly connect: Connect }
  | { readonly cmd: 'publish'; readonly publish: Publish }
  | {
      readonly cmd: 'subscribe';
      readonly packetIdentifier: number;
      readonly filters: readonly { readonly filter: string; readonly qos: number }[];
    }
  | { readonly cmd: 'unsubscribe'; readonly packetIdentifier: number; readonly filters: readonly string[] }
  | { readonly cmd: 'pingreq' }
  | { readonly cmd: 'disconnect' }
  /** Well formed and of no interest: acknowledgements of downlinks, PUBREL (H12), AUTH. */
  | { readonly cmd: 'other' };

/** One per connection, since the level of the CONNECT decides how later packets read. Takes exactly one packet a call. */
export const createPacketReader = (): ((bytes: Uint8Array) => Received | undefined) => {
  let packet: Packet | undefined;
  let failed = false;
  const inner = parser();
  inner.on('packet', (found) => (packet = found));
  inner.on('error', () => (failed = true));
  return (bytes) => {
    packet = undefined;
    failed = false;
    inner.parse(Buffer.from(bytes));
    // Set by the listeners above, during the call.
    const found = packet as Packet | undefined;
    return (failed as boolean) || found === undefined ? undefined : checked(found);
  };
};

const checked = (packet: Packet): Received | undefined => {
  switch (packet.cmd) {
    case 'connect': {
      // The top bit of the level marks a bridge; the platform knows no such level (H5).
      if ('bridgeMode' in packet) return undefined;
      const { protocolId = '', protocolVersion = 0, clientId, clean = false, username, password } = packet;
      const connect = {
        protocolName: protocolId,
        level: protocolVersion,
        clientIdentifier: clientId,
        cleanSession: clean,
        hasPassword: password !== undefined,
        ...(username === undefined ? {} : { userName: username }),
      };
      return { cmd: 'connect', connect };
    }
    case 'publish': {
      const { topic, payload, qos, messageId = 0 } = packet;
      if (typeof payload === 'string' || (qos > 0 && !isIdentifier(messageId))) return undefined;
      return { cmd: 'publish', publish: { topic, payload, qos, packetIdentifier: qos === 0 ? 0 : messageId } };
    }
    case 'subscribe': {
      const { messageId, subscriptions } = packet;
      // A packet without any filter is no SUBSCRIBE [MQTT-3.8.3-3].
      if (!isIdentifier(messageId) || subscriptions.length === 0) return undefined;
      const filters = subscriptions.map(({ topic, qos }) => ({ filter: topic, qos }));
      return { cmd: 'subscribe', packetIdentifier: messageId, filters };
    }
    case 'unsubscribe': {
      const { messageId, unsubscriptions } = packet;
      return isIdentifier(messageId) && unsubscriptions.length > 0
        ? { cmd: 'unsubscribe', packetIdentifier: messageId, filters: unsubscriptions }
        : undefined;
    }
    case 'pingreq':
      return { cmd: 'pingreq' };
    case 'disconnect':
      return { cmd: 'disconnect' };
    default:
      return { cmd: 'other' };
  }
};

/** Netty refuses 0 as well (U). */
const isIdentifier = (found: number | undefined): found is number =>
  found !== undefined && Number.isInteger(found) && found >= 1 && found <= 0xffff;

/** PUBREL, SUBSCRIBE and UNSUBSCRIBE; all others carry no flags [MQTT-2.2.2-1]. */
const typesWithFlags2 = new Set([6, 8, 10]);

/**
 * Whether a packet may begin like this: known before the rest of it is there, so that TLS or a web browser on this port is
 * shown the door at once (H5).
 */
export const firstByteIsLegal = (byte: number): boolean => {
  const type = byte >> 4;
  const flags = byte & 0x0f;
  if (type === 0) return false;
  if (type === 3) return (flags & 0x06) !== 0x06;
  return flags === (typesWithFlags2.has(type) ? 2 : 0);
};

export const writePacket = (packet: Packet, mqtt5: boolean): Uint8Array =>
  generate(packet, { protocolVersion: mqtt5 ? 5 : 4 });
