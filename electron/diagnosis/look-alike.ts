/** What an answer that is no CONNACK looks like, by its first bytes. */
import { type LookAlike } from '../../protocol/diagnosis.ts';
import { createFramer } from '../../protocol/packet/framing.ts';
import { firstByteProblem } from '../../protocol/packet/packet-types.ts';
import { type MqttVersion } from '../../protocol/connection.ts';

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  bytes.length >= text.length && Array.from(text).every((character, i) => bytes[i] === character.charCodeAt(0));

/** `mqtt`: a packet that a broker may send, but not before its CONNACK. */
export const looksLike = (bytes: Uint8Array, version: MqttVersion): LookAlike | 'mqtt' => {
  if (startsWith(bytes, 'HTTP/') || startsWith(bytes, '<!') || startsWith(bytes, '<html')) return 'http';
  if (startsWith(bytes, 'SSH-')) return 'ssh';
  // Alert or handshake record, protocol 3.x.
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && (bytes[1] === undefined || bytes[1] === 3)) return 'tls';
  // A banner of plain text (`220 mail…`) can begin with a byte that MQTT knows too.
  if (bytes.length > 3 && bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0d || byte === 0x0a))
    return 'other';
  if (firstByteProblem(bytes[0] ?? 0, 'server', version) !== undefined) return 'other';
  // A third of all first bytes would do for MQTT; a length that no broker announces before its CONNACK gives garbage away.
  const [first] = createFramer(longestPacketBytes).push(bytes);
  return first === undefined || first.kind === 'packet' ? 'mqtt' : 'other';
};

/** A kept message may be sent too early, and may be this long. */
const longestPacketBytes = 1_048_576;
