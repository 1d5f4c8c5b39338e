// Reading the inside of packets: bytes with a comment for each group, and where they stop being what they claim.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConnack } from '../../../protocol/packet/connack.ts';
import { hideConnectSecrets, readConnect } from '../../../protocol/packet/connect.ts';
import { readDisconnect } from '../../../protocol/packet/disconnect.ts';
import { createFramer, type FramedPacket } from '../../../protocol/packet/framing.ts';
import { packetProblem } from '../../../protocol/packet/packet-problem.ts';
import { packetName } from '../../../protocol/packet/packet-types.ts';
import { readPuback } from '../../../protocol/packet/puback.ts';
import { publishIdentifier, readPublish } from '../../../protocol/packet/publish.ts';
import { topicNameProblem } from '../../../protocol/packet/topic-name.ts';
import { decodeUtf8, utf8LengthBytes } from '../../../protocol/packet/utf8.ts';
import { runs } from '../../support/fuzz.ts';

const framed = (...bytes: readonly number[]): FramedPacket => {
  const [packet] = createFramer(100_000).push(Uint8Array.from(bytes));
  if (packet?.kind !== 'packet') throw new Error('not one whole packet');
  return packet;
};
const text = (value: string): readonly number[] => [...new TextEncoder().encode(value)];
const counted = (value: string): readonly number[] => [
  text(value).length >> 8,
  text(value).length & 0xff,
  ...text(value),
];
const sized = (first: number, body: readonly number[]): FramedPacket => framed(first, body.length, ...body);

describe('CONNACK', () => {
  it.each([
    ['3.1.1 refused', '3.1.1', [0x20, 0x02, 0x00, 0x05], { version: '3.1.1', code: 5, sessionPresent: false }],
    [
      '3.1.1 with session present',
      '3.1.1',
      [0x20, 0x02, 0x01, 0x00],
      { version: '3.1.1', code: 0, sessionPresent: true },
    ],
    ['5.0 accepted', '5', [0x20, 0x03, 0x00, 0x00, 0x00], { version: '5', code: 0, properties: [] }],
    ['5.0 asked, refused in the form of 3.1.1', '5', [0x20, 0x02, 0x00, 0x01], { version: '3.1.1', code: 1 }],
    ['3.1.1 asked, refused in the form of 5.0', '3.1.1', [0x20, 0x03, 0x00, 0x84, 0x00], { version: '5', code: 0x84 }],
  ] as const)('reads %s', (_name, askedIn, bytes, expected) => {
    expect(readConnack(framed(...bytes), askedIn)).toMatchObject(expected);
  });

  it.each([
    ['nothing in it', '3.1.1', [0x20, 0x00], 'too-short', 2],
    ['no code', '3.1.1', [0x20, 0x01, 0x00], 'too-short', 3],
    ['reserved bits', '3.1.1', [0x20, 0x02, 0x02, 0x00], 'reserved-bits', 2],
    ['three bytes and code 0 in 3.1.1', '3.1.1', [0x20, 0x03, 0x00, 0x00, 0x00], 'too-long', 4],
    ['code 0 without properties in 5.0', '5', [0x20, 0x02, 0x00, 0x00], 'too-short', 4],
    ['properties longer than the packet', '5', [0x20, 0x03, 0x00, 0x00, 0x05], 'properties', 5],
    ['an unknown property', '5', [0x20, 0x05, 0x00, 0x00, 0x02, 0x7f, 0x00], 'properties', 5],
    ['something behind the properties', '5', [0x20, 0x04, 0x00, 0x00, 0x00, 0x00], 'too-long', 5],
  ] as const)('is malformed with %s, and says where', (_name, askedIn, bytes, malformed, at) => {
    expect(readConnack(framed(...bytes), askedIn)).toEqual({ malformed, at });
  });

  it('gives each property its bytes', () => {
    // code 0x86; properties: receive maximum 10, reason string "no"
    const read = readConnack(sized(0x20, [0x00, 0x86, 0x08, 0x21, 0x00, 0x0a, 0x1f, 0x00, 0x02, 0x6e, 0x6f]), '5');
    expect(read).toMatchObject({
      properties: [
        { name: 'receiveMaximum', value: 10, start: 5, end: 8 },
        { name: 'reasonString', value: 'no', start: 8, end: 13 },
      ],
    });
  });
});

describe('PUBACK and DISCONNECT', () => {
  it('reads the code of 5.0 where it is written and 0 where it is left out', () => {
    expect(readPuback(framed(0x40, 0x02, 0x01, 0x02), '5')).toMatchObject({ packetIdentifier: 0x0102, reasonCode: 0 });
    expect(readPuback(framed(0x40, 0x03, 0x00, 0x01, 0x99), '5')).toMatchObject({ reasonCode: 0x99 });
    expect(readPuback(framed(0x40, 0x04, 0x00, 0x01, 0x99, 0x00), '5')).toMatchObject({ reasonCode: 0x99 });
    expect(readDisconnect(framed(0xe0, 0x00), '5')).toMatchObject({ reasonCode: 0 });
    expect(readDisconnect(framed(0xe0, 0x01, 0x8e), '5')).toMatchObject({ reasonCode: 0x8e });
  });
  it('knows no code in 3.1.1', () => {
    expect(readPuback(framed(0x40, 0x03, 0x00, 0x01, 0x00), '3.1.1')).toEqual({ malformed: 'too-long', at: 4 });
    expect(readDisconnect(framed(0xe0, 0x01, 0x8e), '3.1.1')).toEqual({ malformed: 'too-long', at: 2 });
  });
});

describe('PUBLISH', () => {
  it('finds topic, identifier and payload without touching the payload', () => {
    const read = readPublish(sized(0x3b, [...counted('v1/网关'), 0x00, 0x07, 0xff, 0x00]), '3.1.1');
    expect(read).toMatchObject({
      topic: 'v1/网关',
      qos: 1,
      dup: true,
      retain: true,
      packetIdentifier: 7,
      payload: { start: 15, end: 17 },
    });
  });
  it('gives its identifier without being read in full', () => {
    expect(publishIdentifier(sized(0x32, [...counted('v1/网关'), 0x12, 0x34, 0xff]))).toBe(0x1234);
    expect(publishIdentifier(sized(0x30, [...counted('t'), 0x12, 0x34]))).toBeUndefined();
    expect(publishIdentifier(sized(0x32, counted('t')))).toBeUndefined();
  });
  it('has no identifier at QoS 0', () => {
    expect(readPublish(sized(0x30, counted('t')), '3.1.1')).not.toHaveProperty('packetIdentifier');
  });
});

describe('CONNECT', () => {
  // 3.1.1, user name and password, clean session, keep alive 60
  const head = [...counted('MQTT'), 0x04, 0xc2, 0x00, 0x3c];
  const connect = sized(0x10, [...head, ...counted('diag-1'), ...counted('GP1109N12345678'), ...counted('pw')]);

  it('gives the place of everything', () => {
    expect(readConnect(connect)).toMatchObject({
      level: 4,
      flags: 0xc2,
      keepAliveSeconds: 60,
      clientIdentifier: { text: 'diag-1', start: 14, end: 20 },
      userName: { start: 22, end: 37 },
      password: { start: 39, end: 41 },
    });
  });

  it('hides user name and password, keeps every length, and leaves the packet itself as it was', () => {
    for (const bytes of [connect.bytes, Buffer.from(connect.bytes)]) {
      const before = [...bytes];
      const hidden = hideConnectSecrets({ ...connect, bytes });
      expect([...bytes]).toEqual(before);
      expect([...hidden.subarray(0, 22)]).toEqual(before.slice(0, 22));
      expect([...hidden.subarray(22, 37)]).toEqual(Array.from({ length: 15 }, () => 0x2a));
      expect([...hidden.subarray(39)]).toEqual([0x2a, 0x2a]);
    }
  });

  it('shows nothing behind the variable header of a CONNECT that cannot be read to its end', () => {
    const cut = sized(0x10, [...head, ...counted('diag-1'), ...counted('GP1109N12345678'), 0x00, 0x09]);
    const hidden = hideConnectSecrets(cut);
    expect([...hidden.subarray(12)].every((byte) => byte === 0x2a)).toBe(true);
    expect(hidden.length).toBe(cut.bytes.length);
  });

  it('hides the user name behind a will and behind the properties of 5.0', () => {
    // 5.0: user name, will at QoS 0, clean start; properties: none; will properties: none
    const body = [
      ...counted('MQTT'),
      0x05,
      0x86,
      0x00,
      0x3c,
      0x00,
      ...counted('c'),
      0x00,
      ...counted('w'),
      ...counted('gone'),
      ...counted('TOKEN'),
    ];
    expect(Buffer.from(hideConnectSecrets(sized(0x10, body))).toString('latin1')).not.toContain('TOKEN');
  });
});

describe('any bytes', () => {
  it('are read or reported, never thrown at, and what is read lies inside the packet', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.uint8Array({ maxLength: 120 }),
        fc.constantFrom('3.1.1' as const, '5' as const),
        (first, body, version) => {
          const packet = framed(first, body.length, ...body);
          packetProblem(packet, version);
          readConnack(packet, version);
          readPuback(packet, version);
          readDisconnect(packet, version);
          const hidden = hideConnectSecrets(packet);
          expect(hidden.length).toBe(packet.bytes.length);
          const publish = readPublish(packet, version);
          if ('payload' in publish) expect(publish.payload.start).toBeLessThanOrEqual(publish.payload.end);
          expect(packetName(first >> 4)).toMatch(/^[A-Z]+$/u);
        },
      ),
      { numRuns: runs(10_000) },
    );
  });
});

describe('text', () => {
  it('is decoded as the platform’s own decoder would, valid or not', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 12 }),
          fc.string({ unit: 'binary' }).map((value) => new TextEncoder().encode(value)),
        ),
        (bytes) => {
          const decoded = decodeUtf8(bytes);
          let expected: string | undefined;
          try {
            expected = strict.decode(bytes);
          } catch {
            expected = undefined;
          }
          expect(decoded.valid).toBe(expected !== undefined);
          if (expected !== undefined) {
            expect(decoded.text).toBe(expected);
            expect(utf8LengthBytes(expected)).toBe(bytes.length);
          }
        },
      ),
      { numRuns: runs(10_000) },
    );
  });

  it.each([
    ['v1/gateway/telemetry', undefined],
    ['', 'empty'],
    ['a/+/b', 'wildcard'],
    ['a/#', 'wildcard'],
    ['a\0', 'nul'],
    ['\ud800', 'not-unicode'],
    ['网'.repeat(21_845), undefined],
    ['网'.repeat(21_846), 'too-long'],
  ] as const)('%j as a topic name is %s', (topic, problem) => {
    expect(topicNameProblem(topic)).toBe(problem);
  });
});
