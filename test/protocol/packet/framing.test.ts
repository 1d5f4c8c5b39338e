import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFramer, joinBytes, type Framed } from '../../../protocol/packet/framing.ts';
import { runs } from '../../support/fuzz.ts';

const limitBytes = 1_000;
const frameAll = (chunks: readonly Uint8Array[]): readonly Framed[] => {
  const framer = createFramer(limitBytes);
  return chunks.flatMap((chunk) => framer.push(chunk));
};
const plain = (framed: readonly Framed[]): unknown => framed.map((found) => ({ ...found, bytes: [...found.bytes] }));

const packet = (first: number, body: readonly number[]): Uint8Array => {
  const lengths: number[] = [];
  let rest = body.length;
  do {
    lengths.push((rest % 128) + (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Uint8Array.from([first, ...lengths, ...body]);
};

it('cuts a stream into packets with their place in it', () => {
  // CONNACK 0, PINGRESP, PUBACK 1
  const framed = frameAll([Uint8Array.of(0x20, 0x02, 0x00, 0x00, 0xd0, 0x00, 0x40, 0x02, 0x00, 0x01)]);
  expect(
    framed.map((found) => found.kind === 'packet' && [found.type, found.start, found.headerBytes, found.bytes.length]),
  ).toEqual([
    [2, 0, 2, 4],
    [13, 4, 2, 2],
    [4, 6, 2, 4],
  ]);
});

it('gives the same packets however the stream is chunked', () => {
  const packets = fc.array(fc.tuple(fc.integer({ min: 0x10, max: 0xff }), fc.array(fc.nat(255), { maxLength: 300 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(packets, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (rows, sizes) => {
      const stream = joinBytes([...rows.map(([first, body]) => packet(first, body)), new Uint8Array(0)]);
      const chunks: Uint8Array[] = [];
      for (let at = 0, i = 0; at < stream.length; i += 1) {
        const size = sizes[i % sizes.length]!;
        chunks.push(stream.slice(at, at + size));
        at += size;
      }
      const whole = frameAll([stream]);
      expect(plain(frameAll(chunks))).toEqual(plain(whole));
      expect(whole).toHaveLength(rows.length);
      expect(joinBytes([...whole.map(({ bytes }) => bytes), new Uint8Array(0)])).toEqual(stream);
    }),
    { numRuns: runs(10_000) },
  );
});

it('never throws on random bytes, and every byte is framed, pending or behind the end', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (chunks) => {
      const framer = createFramer(limitBytes);
      const framed = chunks.flatMap((chunk) => [...framer.push(chunk)]);
      const total = chunks.reduce((sum, { length }) => sum + length, 0);
      const last = framed.at(-1);
      const framedBytes = framed.reduce((sum, found) => sum + (found.kind === 'packet' ? found.bytes.length : 0), 0);
      if (last === undefined || last.kind === 'packet') expect(framedBytes + framer.pending().length).toBe(total);
      else expect(last.start).toBe(framedBytes);
    }),
    { numRuns: runs(10_000) },
  );
});

describe('the end of a stream that cannot be trusted', () => {
  it('is a length of more than four bytes', () => {
    const framer = createFramer(limitBytes);
    expect(framer.push(Uint8Array.of(0xd0, 0x00, 0x30, 0x80, 0x80, 0x80, 0x80)).at(-1)).toMatchObject({
      kind: 'malformed',
      why: 'remaining-length',
      start: 2,
    });
    expect(framer.push(Uint8Array.of(0xd0, 0x00))).toEqual([]);
  });

  it('is a packet over the limit, known from its header alone', () => {
    const framed = frameAll([Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f)]);
    expect(framed).toMatchObject([{ kind: 'too-large', start: 0, lengthBytes: 268_435_460, limitBytes }]);
  });
});

it('joins a long packet that comes a byte at a time without doing the work again for each', () => {
  const framer = createFramer(600_000);
  const stream = packet(
    0x30,
    Array.from({ length: 500_000 }, () => 0x61),
  );
  const started = performance.now();
  let found: readonly Framed[] = [];
  for (const byte of stream) found = framer.push(Uint8Array.of(byte));
  expect(found[0]?.bytes.length).toBe(stream.length);
  // Joining at every byte would copy 125 GB.
  expect(performance.now() - started).toBeLessThan(3_000);
});
