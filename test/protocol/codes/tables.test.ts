import { describe, expect, it } from 'vitest';
import { type CodeRow } from '../../../protocol/codes/code-row.ts';
import { codeHex, codeName, codeRow, codeTables, connackTable, tableOfCode } from '../../../protocol/codes/lookup.ts';
import { adviceIds } from '../../../protocol/diagnosis.ts';

/** Written out from the OASIS documents, not from the code: numbers and names have to agree with the standard. */
const standard: Readonly<Record<keyof typeof codeTables, Readonly<Record<number, string>>>> = {
  // MQTT 3.1.1, section 3.2.2.3, table 3.1; "Connection" and "Connection Refused," left out
  connack311: {
    0: 'accepted',
    1: 'unacceptable protocol version',
    2: 'identifier rejected',
    3: 'server unavailable',
    4: 'bad user name or password',
    5: 'not authorized',
  },
  // MQTT 5.0, section 3.2.2.2, table 3-1
  connack5: {
    0: 'Success',
    128: 'Unspecified error',
    129: 'Malformed Packet',
    130: 'Protocol Error',
    131: 'Implementation specific error',
    132: 'Unsupported Protocol Version',
    133: 'Client Identifier not valid',
    134: 'Bad User Name or Password',
    135: 'Not authorized',
    136: 'Server unavailable',
    137: 'Server busy',
    138: 'Banned',
    140: 'Bad authentication method',
    144: 'Topic Name invalid',
    149: 'Packet too large',
    151: 'Quota exceeded',
    153: 'Payload format invalid',
    154: 'Retain not supported',
    155: 'QoS not supported',
    156: 'Use another server',
    157: 'Server moved',
    159: 'Connection rate exceeded',
  },
  // MQTT 5.0, section 3.4.2.1, table 3-4
  puback5: {
    0: 'Success',
    16: 'No matching subscribers',
    128: 'Unspecified error',
    131: 'Implementation specific error',
    135: 'Not authorized',
    144: 'Topic Name invalid',
    145: 'Packet identifier in use',
    151: 'Quota exceeded',
    153: 'Payload format invalid',
  },
  // MQTT 5.0, section 3.14.2.1, table 3-10
  disconnect5: {
    0: 'Normal disconnection',
    4: 'Disconnect with Will Message',
    128: 'Unspecified error',
    129: 'Malformed Packet',
    130: 'Protocol Error',
    131: 'Implementation specific error',
    135: 'Not authorized',
    137: 'Server busy',
    139: 'Server shutting down',
    141: 'Keep Alive timeout',
    142: 'Session taken over',
    143: 'Topic Filter invalid',
    144: 'Topic Name invalid',
    147: 'Receive Maximum exceeded',
    148: 'Topic Alias invalid',
    149: 'Packet too large',
    150: 'Message rate too high',
    151: 'Quota exceeded',
    152: 'Administrative action',
    153: 'Payload format invalid',
    154: 'Retain not supported',
    155: 'QoS not supported',
    156: 'Use another server',
    157: 'Server moved',
    158: 'Shared Subscriptions not supported',
    159: 'Connection rate exceeded',
    160: 'Maximum connect time',
    161: 'Subscription Identifiers not supported',
    162: 'Wildcard Subscriptions not supported',
  },
  // MQTT 3.1.1, section 3.9.3
  suback311: {
    0: 'Success - Maximum QoS 0',
    1: 'Success - Maximum QoS 1',
    2: 'Success - Maximum QoS 2',
    128: 'Failure',
  },
  // MQTT 5.0, section 3.9.3, table 3-8
  suback5: {
    0: 'Granted QoS 0',
    1: 'Granted QoS 1',
    2: 'Granted QoS 2',
    128: 'Unspecified error',
    131: 'Implementation specific error',
    135: 'Not authorized',
    143: 'Topic Filter invalid',
    145: 'Packet Identifier in use',
    151: 'Quota exceeded',
    158: 'Shared Subscriptions not supported',
    161: 'Subscription Identifiers not supported',
    162: 'Wildcard Subscriptions not supported',
  },
};

/** facts E2-E4, printed bold there: what a ThingsBoard sends. */
const sent: Readonly<Record<keyof typeof codeTables, readonly number[]>> = {
  connack311: [0, 2, 3, 4, 5],
  connack5: [0x00, 0x85, 0x86, 0x87, 0x88, 0x9f],
  puback5: [0x00, 0x80, 0x83, 0x90, 0x97, 0x99],
  disconnect5: [0x00, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8e, 0x96, 0x97, 0x98, 0x99, 0xa0],
  suback311: [0, 1, 0x80],
  suback5: [0, 1, 0x83, 0x87, 0x8f],
};

const ids = Object.keys(codeTables) as (keyof typeof codeTables)[];

describe.each(ids)('%s', (id) => {
  const rows: readonly CodeRow[] = codeTables[id];

  it('has the numbers and names of the standard, all of them and no other', () => {
    expect(Object.fromEntries(rows.map((row) => [row.code, row.name]))).toEqual(standard[id]);
    expect(rows.map((row) => row.code)).toEqual(rows.map((row) => row.code).toSorted((a, b) => a - b));
  });

  it('marks the codes this platform sends', () => {
    expect(rows.filter((row) => row.sentByPlatform).map((row) => row.code)).toEqual(sent[id]);
  });

  it('shows a refusal as bad and a success as ok', () => {
    for (const row of rows)
      expect(row.tone === 'bad', row.name).toBe(row.code >= 0x80 || (id === 'connack311' && row.code > 0));
  });

  it('names each cause once', () => {
    for (const { causes } of rows) {
      expect(new Set(causes).size).toBe(causes.length);
      for (const cause of causes) expect(adviceIds).toContain(cause);
    }
  });
});

describe('a code from the wire', () => {
  it.each([6, 7, 100, 255])('has no row in 3.1.1 when it is reserved: %i', (code) => {
    expect(codeRow('connack311', code)).toBeUndefined();
    expect(codeName('connack311', code)).toBe('reserved');
  });

  it('is looked up by the protocol of the connection', () => {
    expect(codeName(connackTable('3.1.1'), 5)).toBe('not authorized');
    expect(codeName(connackTable('5'), 0x87)).toBe('Not authorized');
    expect(codeName(connackTable('5'), 5)).toBe('reserved');
  });

  it.each([0x85, 0x86, 0x88])(
    'of a DISCONNECT right after a refusal is read as the CONNACK code it repeats: %i',
    (code) => {
      expect(tableOfCode('disconnect5', code)).toBe('connack5');
      expect(codeRow('disconnect5', code)).toEqual(codeRow('connack5', code));
    },
  );

  it('is written with two hex digits', () => {
    expect([0, 5, 0x8e, 255].map(codeHex)).toEqual(['0x00', '0x05', '0x8E', '0xFF']);
  });

  it('keeps the vendor words for 0x00, 0x04 and 0x05 letter for letter', () => {
    const vendor = [0, 1, 2, 3, 4, 5].map((code) => codeRow('connack311', code)?.vendor);
    expect(vendor).toEqual([
      { title: '连接成功', text: '成功连接' },
      undefined,
      undefined,
      undefined,
      { title: '连接失败', text: '用户名或密码错误。' },
      { title: '连接未授权', text: '用户名包含无效的 $ACCESS_TOKEN。' },
    ]);
  });
});
