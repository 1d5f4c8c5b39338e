/** CONNACK reason codes of MQTT 5.0, table 3-1 (section 3.2.2.2). What ThingsBoard can send: facts A1, E2. */
import { type CodeRow } from './code-row.ts';
import { credentialCauses } from './connack-311.ts';

const foreign = { tone: 'bad', sentByPlatform: false, causes: ['not-thingsboard'] } as const;

export const connack5 = [
  { code: 0x00, name: 'Success', tone: 'ok', sentByPlatform: true, causes: ['run-gateway-flag-test'] },
  { code: 0x80, name: 'Unspecified error', ...foreign },
  { code: 0x81, name: 'Malformed Packet', ...foreign, causes: ['use-mqtt-311', 'not-thingsboard'] },
  { code: 0x82, name: 'Protocol Error', ...foreign, causes: ['use-mqtt-311', 'not-thingsboard'] },
  { code: 0x83, name: 'Implementation specific error', ...foreign },
  { code: 0x84, name: 'Unsupported Protocol Version', ...foreign, causes: ['use-mqtt-311', 'not-thingsboard'] },
  {
    code: 0x85,
    name: 'Client Identifier not valid',
    tone: 'bad',
    sentByPlatform: true,
    causes: ['username-empty', 'not-thingsboard'],
  },
  { code: 0x86, name: 'Bad User Name or Password', tone: 'bad', sentByPlatform: true, causes: credentialCauses },
  {
    code: 0x87,
    name: 'Not authorized',
    tone: 'bad',
    sentByPlatform: true,
    causes: ['username-empty', 'client-certificate-refused', 'not-thingsboard'],
  },
  {
    code: 0x88,
    name: 'Server unavailable',
    tone: 'bad',
    sentByPlatform: true,
    causes: ['backend-down', 'profile-transport-differs', 'rate-or-tenant-limit'],
  },
  { code: 0x89, name: 'Server busy', ...foreign, causes: ['server-overloaded', 'not-thingsboard'] },
  { code: 0x8a, name: 'Banned', ...foreign, causes: ['not-thingsboard', 'address-blocked'] },
  { code: 0x8c, name: 'Bad authentication method', ...foreign },
  { code: 0x90, name: 'Topic Name invalid', ...foreign },
  { code: 0x95, name: 'Packet too large', ...foreign },
  { code: 0x97, name: 'Quota exceeded', ...foreign, causes: ['not-thingsboard', 'reconnect-slower'] },
  { code: 0x99, name: 'Payload format invalid', ...foreign },
  { code: 0x9a, name: 'Retain not supported', ...foreign },
  { code: 0x9b, name: 'QoS not supported', ...foreign },
  { code: 0x9c, name: 'Use another server', ...foreign },
  { code: 0x9d, name: 'Server moved', ...foreign },
  {
    code: 0x9f,
    name: 'Connection rate exceeded',
    tone: 'bad',
    sentByPlatform: true,
    causes: ['rate-or-tenant-limit', 'reconnect-slower'],
  },
] as const satisfies readonly CodeRow[];

export type Connack5Code = (typeof connack5)[number]['code'];
