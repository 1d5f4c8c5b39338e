/**
 * Whether a whole packet from a broker is what its type says, before a parser acts on it. Measured of the parser we use:
 * it hands on packet identifiers of -1, topics with wildcards or broken text, and a CONNACK without a code.
 */
import { type MqttVersion } from '../connection.ts';
import { createCursor } from './cursor.ts';
import { readDisconnect } from './disconnect.ts';
import { type FramedPacket } from './framing.ts';
import { firstByteProblem, packetType } from './packet-types.ts';
import { readProperties } from './properties.ts';
import { readPuback } from './puback.ts';
import { readPublish } from './publish.ts';
import { isMalformed, type Malformed } from './reading.ts';

export type PacketProblem = Malformed['malformed'] | 'packet-type' | 'packet-flags' | 'second-connack';

/** For packets that come after the CONNACK, to a client that never asked for enhanced authentication. */
export const packetProblem = (packet: FramedPacket, version: MqttVersion): PacketProblem | undefined => {
  const first = firstByteProblem(packet.bytes[0] ?? 0, 'server', version);
  if (first !== undefined) return first;
  const read = readByType(packet, version);
  return typeof read === 'string' ? read : isMalformed(read) ? read.malformed : undefined;
};

const readByType = (packet: FramedPacket, version: MqttVersion): PacketProblem | object => {
  switch (packet.type) {
    case packetType.connack:
      return 'second-connack';
    // [MQTT5-4.12.0-6]: only an answer to a method that the client named.
    case packetType.auth:
      return 'packet-type';
    case packetType.publish:
      return readPublish(packet, version);
    case packetType.suback:
    case packetType.unsuback:
      return readCodes(packet, version);
    case packetType.pingresp:
      return packet.bytes.length > packet.headerBytes ? 'too-long' : {};
    case packetType.disconnect:
      return readDisconnect(packet, version);
    default:
      return readPuback(packet, version);
  }
};

/** SUBACK and UNSUBACK: a packet identifier, properties (5.0), then one code for each filter; none in a 3.1.1 UNSUBACK. */
const readCodes = ({ bytes, headerBytes, type }: FramedPacket, version: MqttVersion): PacketProblem | object => {
  const cursor = createCursor(bytes, headerBytes);
  const packetIdentifier = cursor.unsigned(2);
  if (packetIdentifier === undefined) return 'too-short';
  if (packetIdentifier === 0) return 'packet-identifier';
  if (version === '5') {
    const read = readProperties(cursor);
    if (isMalformed(read)) return read;
  } else if (type === packetType.unsuback) {
    return cursor.left() > 0 ? 'too-long' : {};
  }
  return cursor.left() === 0 ? 'too-short' : {};
};
