/** Reads a PUBACK. In 3.1.1 it has no code and is always positive; in 5.0 code and properties may be left out [MQTT5-3.4.2]. */
import { type MqttVersion } from '../connection.ts';
import { createCursor } from './cursor.ts';
import { type FramedPacket } from './framing.ts';
import { readProperties, type Property } from './properties.ts';
import { isMalformed, type Malformed } from './reading.ts';

export type ReadPuback = {
  readonly packetIdentifier: number;
  /** Left out on the wire means 0. */
  readonly reasonCode: number;
  readonly properties: readonly Property[];
};

/** PUBREC, PUBREL and PUBCOMP have the same form. */
export const readPuback = ({ headerBytes, bytes }: FramedPacket, version: MqttVersion): ReadPuback | Malformed => {
  const cursor = createCursor(bytes, headerBytes);
  const packetIdentifier = cursor.unsigned(2);
  if (packetIdentifier === undefined) return { malformed: 'too-short', at: bytes.length };
  // [MQTT-2.3.1-1]
  if (packetIdentifier === 0) return { malformed: 'packet-identifier', at: headerBytes };
  if (version === '3.1.1') {
    if (cursor.left() > 0) return { malformed: 'too-long', at: cursor.at() };
    return { packetIdentifier, reasonCode: 0, properties: [] };
  }
  const reasonCode = cursor.unsigned(1) ?? 0;
  if (cursor.left() === 0) return { packetIdentifier, reasonCode, properties: [] };
  const read = readProperties(cursor);
  if (isMalformed(read)) return read;
  if (cursor.left() > 0) return { malformed: 'too-long', at: cursor.at() };
  return { packetIdentifier, reasonCode, properties: read.properties };
};
