/** Reads a PUBLISH: topic name, packet identifier, where the payload lies. Never copies the payload and never looks into it. */
import { type MqttVersion } from '../connection.ts';
import { createCursor, type Range } from './cursor.ts';
import { type FramedPacket } from './framing.ts';
import { readProperties, type Property } from './properties.ts';
import { isMalformed, type Malformed } from './reading.ts';
import { topicNameProblem } from './topic-name.ts';

export type ReadPublish = {
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly dup: boolean;
  /** Absent at QoS 0. */
  readonly packetIdentifier?: number;
  readonly properties: readonly Property[];
  /** Into the packet. */
  readonly payload: Range;
};

export const readPublish = (
  { headerBytes, flags, bytes }: FramedPacket,
  version: MqttVersion,
): ReadPublish | Malformed => {
  const cursor = createCursor(bytes, headerBytes);
  const topic = cursor.text();
  if (topic === undefined) return { malformed: 'too-short', at: bytes.length };
  if (!topic.valid) return { malformed: 'text', at: topic.start };
  // A topic alias stands for an empty name in 5.0 [MQTT5-3.3.2-8].
  if (topicNameProblem(topic.text) !== undefined && !(version === '5' && topic.text === '')) {
    return { malformed: 'topic', at: topic.start };
  }
  const qos = (flags >> 1) & 0x03;
  if (qos === 3) return { malformed: 'reserved-bits', at: 0 };
  const packetIdentifier = qos === 0 ? undefined : cursor.unsigned(2);
  if (qos !== 0 && packetIdentifier === undefined) return { malformed: 'too-short', at: bytes.length };
  if (packetIdentifier === 0) return { malformed: 'packet-identifier', at: cursor.at() - 2 };
  const read = version === '5' ? readProperties(cursor) : { properties: [] };
  if (isMalformed(read)) return read;
  return {
    topic: topic.text,
    qos: qos as 0 | 1 | 2,
    retain: (flags & 0x01) === 1,
    dup: (flags & 0x08) === 8,
    ...(packetIdentifier === undefined ? {} : { packetIdentifier }),
    properties: read.properties,
    payload: { start: cursor.at(), end: bytes.length },
  };
};

/** Only the packet identifier, without reading anything else; `undefined` at QoS 0 and where the packet is too short. */
export const publishIdentifier = ({ headerBytes, flags, bytes }: FramedPacket): number | undefined => {
  if ((flags & 0x06) === 0) return undefined;
  const topicBytes = (bytes[headerBytes] ?? 0) * 256 + (bytes[headerBytes + 1] ?? 0);
  const at = headerBytes + 2 + topicBytes;
  const high = bytes[at];
  const low = bytes[at + 1];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
};
