import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../../protocol/hex.ts';
import { readingIds, readingsAt } from '../../../protocol/inspector/readings.ts';
import { runs } from '../../support/fuzz.ts';

const bytesOf = (hex: string): Uint8Array => {
  const parsed = parseHex(hex);
  return parsed.ok ? parsed.bytes : new Uint8Array();
};
const at = (hex: string, offset: number, selectionBytes?: number) => {
  const readings = readingsAt(bytesOf(hex), offset, selectionBytes);
  return (id: string, endian?: string) => {
    const reading = readings.find((one) => one.id === id && (endian === undefined || one.endian === endian));
    return reading?.text ?? reading?.misfit;
  };
};

describe('the bytes at the cursor', () => {
  const sample = '010CE735CA7C271E21FFFFFF';

  it.each([
    ['u8', undefined, '12'],
    ['s8', undefined, '12'],
    ['u16', 'be', '3303'],
    ['u16', 'le', '59148'],
    ['s16', 'le', '-6388'],
    ['u24', 'be', '845621'],
    ['u32', 'be', '216479178'],
    ['s32', 'le', '-902437108'],
    ['u64', 'be', '929770991857901089'],
    ['bits', undefined, '00001100'],
    ['bcd', undefined, 'not-bcd'],
    ['ascii', undefined, 'not-text'],
  ])('of the vendor at offset 1 read as %s %s: %s', (id, endian, text) => {
    expect(at(sample, 1)(id, endian)).toBe(text);
  });

  it('keeps a row for every reading in every place, also where none fits', () => {
    for (const offset of [0, 5, 11, 12, 99, -3]) {
      const rows = readingsAt(bytesOf(sample), offset);
      expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(readingIds));
      for (const { text, misfit } of rows) expect((text === undefined) !== (misfit === undefined)).toBe(true);
    }
    expect(at(sample, 11)('u16', 'be')).toBe('too-short');
    expect(at(sample, 12)('u8')).toBe('too-short');
  });

  it('keeps 64-bit numbers whole', () => {
    expect(at('FFFFFFFFFFFFFFFF', 0)('u64', 'be')).toBe('18446744073709551615');
    expect(at('FFFFFFFFFFFFFFFE', 0)('s64', 'be')).toBe('-2');
  });

  it.each([
    ['40533333', 'f32', 'be', '3.3'],
    ['80000000', 'f32', 'be', '-0'],
    ['7FC00000', 'f32', 'be', 'not-finite'],
    ['400A666666666666', 'f64', 'be', '3.3'],
    ['5FE997D8', 'unix-s', 'be', '2020-12-28T08:31:20.000Z'],
    ['00000001', 'unix-s', 'be', 'not-a-likely-time'],
    ['00000176A8792533', 'unix-ms', 'be', '2020-12-28T08:31:20.371Z'],
    ['FFFFFFFFFFFFFFFF', 'unix-ms', 'be', 'not-a-likely-time'],
    ['E4B8AD', 'utf8', undefined, '中'],
    ['E4B8', 'utf8', undefined, 'too-short'],
    ['C020', 'utf8', undefined, 'not-text'],
    ['1B', 'utf8', undefined, 'not-text'],
    ['12', 'bcd', undefined, '12'],
  ])('%s as %s %s is %s', (hex, id, endian, text) => {
    expect(at(hex, 0)(id, endian)).toBe(text);
  });

  it('reads bits, BCD and text over the whole selection', () => {
    expect(at('0012345A', 0, 3)('bcd')).toBe('001234');
    expect(at('0CE7', 0, 2)('bits')).toBe('00001100 11100111');
    expect(at('57473132FF', 0, 4)('ascii')).toBe('WG12');
    expect(at('57473132FF', 0)('ascii')).toBe('WG12');
    expect(at('57473132FF', 0, 5)('ascii')).toBe('not-text');
  });

  it('never throws and never reads past the end', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 20 }),
        fc.integer({ min: -2, max: 24 }),
        fc.option(fc.integer({ min: -1, max: 24 }), { nil: undefined }),
        (bytes, offset, selection) => {
          for (const { end, text } of readingsAt(bytes, offset, selection))
            if (text !== undefined) expect(end).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { numRuns: runs(10_000) },
    );
  });
});
