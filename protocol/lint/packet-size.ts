/** Size of a PUBLISH as the platform limits it: by remaining length, not by payload (facts 0.9, B2). */
import { type MqttVersion } from '../connection.ts';
import { utf8LengthBytes } from '../packet/utf8.ts';

/** Default of the platform's `NETTY_MAX_PAYLOAD_SIZE`. One byte more and it closes without a PUBACK (facts H25). */
export const platformLimitBytes = 65_536;

const topicLengthField = 2;
/** Absent at QoS 0. */
const packetIdentifier = 2;
/** MQTT 5 without properties: their length, one byte of zero. */
const noProperties = 1;

/** Remaining length of a PUBLISH without properties. */
export const remainingLengthOf = (
  topic: string,
  payloadBytes: number,
  mqttVersion: MqttVersion,
  qos: 0 | 1 | 2 = 1,
): number =>
  topicLengthField +
  utf8LengthBytes(topic) +
  (qos === 0 ? 0 : packetIdentifier) +
  (mqttVersion === '5' ? noProperties : 0) +
  payloadBytes;
