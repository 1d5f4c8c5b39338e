/**
 * The control packet types of MQTT 3.1.1 and 5.0 and what the first byte of each may be. Owns [MQTT-2.2.1] and
 * [MQTT-2.2.2]; knows nothing of what is inside a packet.
 */
import { type MqttVersion } from '../connection.ts';

export type PacketSender = 'client' | 'server';

type TypeRow = {
  readonly name: string;
  /** Required low four bits; `undefined` where they carry QoS, DUP and RETAIN. */
  readonly flags: number | undefined;
  readonly from: Readonly<Record<MqttVersion, 'client' | 'server' | 'both' | 'nobody'>>;
};

const row = (
  name: string,
  flags: number | undefined,
  in311: TypeRow['from']['3.1.1'],
  in5: TypeRow['from']['5'] = in311,
): TypeRow => ({ name, flags, from: { '3.1.1': in311, '5': in5 } });

/** By type number; 0 is forbidden in both versions. */
const rows: readonly TypeRow[] = [
  row('RESERVED', 0, 'nobody'),
  row('CONNECT', 0, 'client'),
  row('CONNACK', 0, 'server'),
  row('PUBLISH', undefined, 'both'),
  row('PUBACK', 0, 'both'),
  row('PUBREC', 0, 'both'),
  row('PUBREL', 2, 'both'),
  row('PUBCOMP', 0, 'both'),
  row('SUBSCRIBE', 2, 'client'),
  row('SUBACK', 0, 'server'),
  row('UNSUBSCRIBE', 2, 'client'),
  row('UNSUBACK', 0, 'server'),
  row('PINGREQ', 0, 'client'),
  row('PINGRESP', 0, 'server'),
  row('DISCONNECT', 0, 'client', 'both'),
  row('AUTH', 0, 'nobody', 'both'),
];

export const packetType = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  pubrel: 6,
  suback: 9,
  unsuback: 11,
  pingreq: 12,
  pingresp: 13,
  disconnect: 14,
  auth: 15,
} as const;

export const packetName = (type: number): string => rows[type]?.name ?? 'RESERVED';

/** What is wrong with a first byte from this sender; `undefined` where it may stand. */
export const firstByteProblem = (
  firstByte: number,
  from: PacketSender,
  version: MqttVersion,
): 'packet-type' | 'packet-flags' | undefined => {
  const type = rows[firstByte >> 4];
  if (type === undefined) return 'packet-type';
  const allowed = type.from[version];
  if (allowed !== 'both' && allowed !== from) return 'packet-type';
  const flags = firstByte & 0x0f;
  // QoS 3 must close the connection [MQTT-3.3.1-4]; DUP must be 0 for QoS 0 [MQTT-3.3.1-2], which real brokers break: let it pass.
  if (type.flags === undefined) return (flags & 0x06) === 0x06 ? 'packet-flags' : undefined;
  return flags === type.flags ? undefined : 'packet-flags';
};
