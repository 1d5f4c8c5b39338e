/** The states of one publish (facts B2, I). */
import { type Words } from '../shape.ts';

export const publishState: Words['publishState'] = {
  sending: { name: 'Sending', meaning: 'The message is being written to the network.', causes: [] },
  sent: { name: 'Sent', meaning: 'Written to the network; waiting for the PUBACK.', causes: [] },
  holding: {
    name: 'Acknowledged, watching',
    meaning: 'The PUBACK came. Watching for 2 s more: this platform may acknowledge first and close then.',
    causes: [],
  },
  acked: {
    name: 'Acknowledged',
    meaning: 'The platform took the message into its queue. That is not yet "stored", nor "visible in its window".',
    causes: [
      'If nothing shows up: ts in seconds (stored in 1970), or the device clock is off.',
      'You look at the gateway; the data is under "Latest telemetry" of the sub-device.',
      'A ts in the future was stored once: the latest value stays there.',
      'The rule chain has no save node.',
      'A key is empty, longer than 255 characters or has special characters: the whole record is not stored.',
    ],
  },
  'no-ack': {
    name: 'No acknowledgement',
    meaning: 'No PUBACK in 5 s while the connection is up. Nothing is confirmed; it is not sent again by itself.',
    causes: [
      'The device of this token is not flagged "Is gateway": set it, then reconnect. Publish to v1/devices/me/telemetry: a PUBACK there proves it.',
      'The array of the device is empty ({"device":[]}): the platform never acknowledges that.',
      'Older platforms (up to 3.2) stay silent on broken JSON.',
      'The link is dead and nobody noticed yet: see whether PINGRESP still comes.',
    ],
  },
  'closed-without-ack': {
    name: 'Closed without acknowledgement',
    meaning: 'The platform closed the connection after the message, without a PUBACK. Most likely it was not accepted.',
    causes: [
      'JSON is incomplete, or something follows its end.',
      'ts or values is not as it has to be.',
      'The packet is over 65,536 bytes.',
      "Too many messages for the platform's rate limit (older platforms).",
      'The same token connected elsewhere at just this moment.',
    ],
  },
  'acked-then-closed': {
    name: 'Acknowledged, then closed',
    meaning: 'The PUBACK came, but the platform closed within 2 s. On this platform that is not a success.',
    causes: [
      'The payload is not a JSON object, or the device name is missing.',
      'No device holds an array (attributes: an object).',
      "Too many messages for the platform's rate limit.",
      'The queue behind the platform failed.',
    ],
  },
  rejected: {
    name: 'Rejected',
    meaning: 'The PUBACK carries an error reason code (MQTT 5). Not accepted; the connection may still be up.',
    causes: [
      '0x99: JSON is incomplete, or ts or values is not as it has to be.',
      '0x97: over the rate limit, or the tenant has no device left.',
      '0x90: the platform has no such topic.',
      '0x83: not an object, or no device name; it closes next.',
    ],
  },
};
