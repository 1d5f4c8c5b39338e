/**
 * DISCONNECT reason codes of MQTT 5.0, table 3-10 (section 3.14.2.1). What ThingsBoard sends when: facts E3. 3.1.1 has no
 * DISCONNECT from the broker: it just closes.
 */
import { type CodeRow } from './code-row.ts';

const foreign = { tone: 'bad', sentByPlatform: false, causes: ['not-thingsboard'] } as const;
const platform = { tone: 'bad', sentByPlatform: true, causes: [] } as const;

export const disconnect5 = [
  { code: 0x00, name: 'Normal disconnection', tone: 'ok', sentByPlatform: true, causes: [] },
  { code: 0x04, name: 'Disconnect with Will Message', tone: 'warn', sentByPlatform: false, causes: [] },
  { code: 0x80, name: 'Unspecified error', ...foreign },
  { code: 0x81, name: 'Malformed Packet', ...platform },
  { code: 0x82, name: 'Protocol Error', ...platform },
  { code: 0x83, name: 'Implementation specific error', ...platform },
  { code: 0x87, name: 'Not authorized', ...platform, causes: ['client-certificate-refused', 'username-empty'] },
  { code: 0x89, name: 'Server busy', ...platform, causes: ['backend-down', 'server-overloaded'] },
  { code: 0x8b, name: 'Server shutting down', ...platform, causes: ['backend-down'] },
  { code: 0x8d, name: 'Keep Alive timeout', ...foreign },
  { code: 0x8e, name: 'Session taken over', ...platform, causes: ['token-used-elsewhere'] },
  { code: 0x8f, name: 'Topic Filter invalid', ...foreign },
  { code: 0x90, name: 'Topic Name invalid', ...foreign },
  { code: 0x93, name: 'Receive Maximum exceeded', ...foreign },
  { code: 0x94, name: 'Topic Alias invalid', ...foreign },
  { code: 0x95, name: 'Packet too large', ...foreign },
  { code: 0x96, name: 'Message rate too high', ...platform, causes: ['rate-or-tenant-limit', 'reconnect-slower'] },
  { code: 0x97, name: 'Quota exceeded', ...platform, causes: ['rate-or-tenant-limit'] },
  { code: 0x98, name: 'Administrative action', ...platform, causes: ['token-regenerated'] },
  { code: 0x99, name: 'Payload format invalid', ...platform },
  { code: 0x9a, name: 'Retain not supported', ...foreign },
  { code: 0x9b, name: 'QoS not supported', ...foreign },
  { code: 0x9c, name: 'Use another server', ...foreign },
  { code: 0x9d, name: 'Server moved', ...foreign },
  { code: 0x9e, name: 'Shared Subscriptions not supported', ...foreign },
  { code: 0x9f, name: 'Connection rate exceeded', ...foreign },
  { code: 0xa0, name: 'Maximum connect time', ...platform },
  { code: 0xa1, name: 'Subscription Identifiers not supported', ...foreign },
  { code: 0xa2, name: 'Wildcard Subscriptions not supported', ...foreign },
] as const satisfies readonly CodeRow[];

export type Disconnect5Code = (typeof disconnect5)[number]['code'];

/**
 * After a refused CONNACK this platform repeats its reason code in a DISCONNECT although the standard has no such
 * DISCONNECT (facts A2, E3): not a fault of the line, so they are read as the CONNACK's own.
 */
export const repeatedFromConnack: readonly number[] = [0x85, 0x86, 0x88];
