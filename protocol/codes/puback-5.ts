/**
 * PUBACK reason codes of MQTT 5.0, table 3-4 (section 3.4.2.1). A PUBACK of 3.1.1 has no code: it is always positive. What
 * ThingsBoard can send: facts B2, E4.
 */
import { type CodeRow } from './code-row.ts';

const foreign = { tone: 'bad', sentByPlatform: false, causes: ['not-thingsboard'] } as const;

export const puback5 = [
  { code: 0x00, name: 'Success', tone: 'ok', sentByPlatform: true, causes: [] },
  { code: 0x10, name: 'No matching subscribers', tone: 'warn', sentByPlatform: false, causes: ['not-thingsboard'] },
  { code: 0x80, name: 'Unspecified error', tone: 'bad', sentByPlatform: true, causes: ['backend-down'] },
  { code: 0x83, name: 'Implementation specific error', tone: 'bad', sentByPlatform: true, causes: [] },
  { code: 0x87, name: 'Not authorized', ...foreign },
  { code: 0x90, name: 'Topic Name invalid', tone: 'bad', sentByPlatform: true, causes: [] },
  { code: 0x91, name: 'Packet identifier in use', ...foreign },
  { code: 0x97, name: 'Quota exceeded', tone: 'bad', sentByPlatform: true, causes: ['rate-or-tenant-limit'] },
  { code: 0x99, name: 'Payload format invalid', tone: 'bad', sentByPlatform: true, causes: [] },
] as const satisfies readonly CodeRow[];

export type Puback5Code = (typeof puback5)[number]['code'];
