/**
 * Reads a CONNACK, whichever version the broker answers in: a broker of 3.1.1 refuses a client of 5.0 in its own form, and
 * the other way round. Owns the form; what a code means is in `codes/`.
 */
import { type MqttVersion } from '../connection.ts';
import { createCursor } from './cursor.ts';
import { type FramedPacket } from './framing.ts';
import { readProperties, type Property } from './properties.ts';
import { isMalformed, type Malformed } from './reading.ts';

export type ReadConnack = {
  /** The version in which the broker answered, not the one it was asked in. */
  readonly version: MqttVersion;
  readonly code: number;
  readonly sessionPresent: boolean;
  readonly properties: readonly Property[];
};

/** 3.1.1: flags and return code [MQTT-3.2.2]. 5.0: flags, reason code, properties [MQTT5-3.2.2]. */
export const readConnack = (packet: FramedPacket, askedIn: MqttVersion): ReadConnack | Malformed => {
  const { headerBytes, bytes } = packet;
  const cursor = createCursor(bytes, headerBytes);
  const flags = cursor.unsigned(1);
  const code = cursor.unsigned(1);
  if (flags === undefined || code === undefined) return { malformed: 'too-short', at: bytes.length };
  // [MQTT-3.2.2-1]
  if ((flags & 0xfe) !== 0) return { malformed: 'reserved-bits', at: headerBytes };
  const sessionPresent = flags === 1;
  if (cursor.left() === 0) {
    // Accepting in the other version's form is no answer to build a session on; refusing in it is an answer.
    if (askedIn === '5' && code === 0) return { malformed: 'too-short', at: bytes.length };
    return { version: askedIn === '5' && code >= 0x80 ? '5' : '3.1.1', code, sessionPresent, properties: [] };
  }
  if (askedIn === '3.1.1' && code < 0x80) return { malformed: 'too-long', at: headerBytes + 2 };
  const read = readProperties(cursor);
  if (isMalformed(read)) return read;
  if (cursor.left() > 0) return { malformed: 'too-long', at: cursor.at() };
  return { version: '5', code, sessionPresent, properties: read.properties };
};
