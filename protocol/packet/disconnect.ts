/** Reads a DISCONNECT of MQTT 5 [MQTT5-3.14.2]; in 3.1.1 it is empty and only a client sends it. */
import { type MqttVersion } from '../connection.ts';
import { createCursor } from './cursor.ts';
import { type FramedPacket } from './framing.ts';
import { readProperties, type Property } from './properties.ts';
import { isMalformed, type Malformed } from './reading.ts';

export type ReadDisconnect = { readonly reasonCode: number; readonly properties: readonly Property[] };

export const readDisconnect = (packet: FramedPacket, version: MqttVersion): ReadDisconnect | Malformed => {
  const cursor = createCursor(packet.bytes, packet.headerBytes);
  if (cursor.left() === 0) return { reasonCode: 0, properties: [] };
  if (version === '3.1.1') return { malformed: 'too-long', at: packet.headerBytes };
  const reasonCode = cursor.unsigned(1) ?? 0;
  if (cursor.left() === 0) return { reasonCode, properties: [] };
  const read = readProperties(cursor);
  if (isMalformed(read)) return read;
  if (cursor.left() > 0) return { malformed: 'too-long', at: cursor.at() };
  return { reasonCode, properties: read.properties };
};
