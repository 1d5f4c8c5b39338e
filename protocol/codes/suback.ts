/**
 * SUBACK codes: return codes of MQTT 3.1.1 (section 3.9.3) and reason codes of MQTT 5.0, table 3-8 (section 3.9.3). One
 * code for each topic filter of the SUBSCRIBE. What ThingsBoard can send: facts C, E4.
 */
import { type CodeRow } from './code-row.ts';

const foreign = { tone: 'bad', sentByPlatform: false, causes: ['not-thingsboard'] } as const;

export const suback311 = [
  { code: 0x00, name: 'Success - Maximum QoS 0', tone: 'ok', sentByPlatform: true, causes: [] },
  { code: 0x01, name: 'Success - Maximum QoS 1', tone: 'ok', sentByPlatform: true, causes: [] },
  // Asked for QoS 2 it grants 1 (facts C).
  { code: 0x02, name: 'Success - Maximum QoS 2', tone: 'ok', sentByPlatform: false, causes: [] },
  { code: 0x80, name: 'Failure', tone: 'bad', sentByPlatform: true, causes: [] },
] as const satisfies readonly CodeRow[];

export const suback5 = [
  { code: 0x00, name: 'Granted QoS 0', tone: 'ok', sentByPlatform: true, causes: [] },
  { code: 0x01, name: 'Granted QoS 1', tone: 'ok', sentByPlatform: true, causes: [] },
  { code: 0x02, name: 'Granted QoS 2', tone: 'ok', sentByPlatform: false, causes: [] },
  { code: 0x80, name: 'Unspecified error', ...foreign },
  { code: 0x83, name: 'Implementation specific error', tone: 'bad', sentByPlatform: true, causes: [] },
  { code: 0x87, name: 'Not authorized', tone: 'bad', sentByPlatform: true, causes: [] },
  { code: 0x8f, name: 'Topic Filter invalid', tone: 'bad', sentByPlatform: true, causes: [] },
  { code: 0x91, name: 'Packet Identifier in use', ...foreign },
  { code: 0x97, name: 'Quota exceeded', ...foreign },
  { code: 0x9e, name: 'Shared Subscriptions not supported', ...foreign },
  { code: 0xa1, name: 'Subscription Identifiers not supported', ...foreign },
  { code: 0xa2, name: 'Wildcard Subscriptions not supported', ...foreign },
] as const satisfies readonly CodeRow[];

export type Suback311Code = (typeof suback311)[number]['code'];
export type Suback5Code = (typeof suback5)[number]['code'];
