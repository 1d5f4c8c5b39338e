import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHex, frameLimitBytes, parseHex } from '../../protocol/hex.ts';
import { runs } from '../support/fuzz.ts';

const bytesOf = (text: string): number[] | string => {
  const parsed = parseHex(text);
  return parsed.ok ? [...parsed.bytes] : parsed.problem.code;
};

describe('hex as people paste it', () => {
  it.each([
    ['as one run', '010CE735'],
    ['in lower case', '010ce735'],
    ['with spaces', '01 0C E7 35'],
    ['over two lines', '01 0C\r\nE7 35\n'],
    ['with 0x before each byte', '0x01 0x0C 0XE7 0x35'],
    ['with commas and 0x', '0x01,0x0c,0xe7,0x35'],
    ['with one 0x', '0x010CE735'],
    ['with colons', '01:0c:e7:35'],
    ['with dashes', '01-0C-E7-35'],
    ['with a full-width space', '010C\u3000E735'],
  ])('is read %s', (_how, text) => {
    expect(bytesOf(text)).toEqual([0x01, 0x0c, 0xe7, 0x35]);
  });

  it('tells where each byte stands in the text', () => {
    const parsed = parseHex('0x01 0C\nE7');
    expect(parsed).toMatchObject({ ok: true, offsets: [2, 5, 8] });
  });

  it.each([
    ['010G', 3, 'G'],
    ['01 0C O7', 6, 'O'],
    ['0102中3', 4, '中'],
    ['01😀', 2, '😀'],
    ['01 x2', 3, 'x'],
    ['010x02', 3, 'x'],
  ])('names the character of %j that is no digit', (text, start, found) => {
    const parsed = parseHex(text);
    expect(parsed).toEqual({ ok: false, problem: { code: 'bad-hex-digit', found, start, end: start + found.length } });
  });

  it.each([
    ['010', 0, 3, 3],
    ['01 0C E 35', 6, 7, 1],
    ['0x 01', 2, 2, 0],
  ])('finds the group of %j that lost a digit', (text, start, end, count) => {
    expect(parseHex(text)).toEqual({ ok: false, problem: { code: 'odd-hex-digits', count, start, end } });
  });

  it.each(['', '  \n', ':-,'])('has nothing to read in %j', (text) => {
    expect(bytesOf(text)).toBe('empty');
  });

  it('refuses a frame longer than the limit and says how long it is', () => {
    expect(bytesOf('00'.repeat(frameLimitBytes))).toHaveLength(frameLimitBytes);
    expect(parseHex('00'.repeat(frameLimitBytes + 1))).toMatchObject({
      ok: false,
      problem: { code: 'frame-too-long', lengthBytes: frameLimitBytes + 1, limitBytes: frameLimitBytes },
    });
  });
});

describe('hex there and back', () => {
  it('keeps every byte value', () => {
    const all = Array.from({ length: 256 }, (_, byte) => byte);
    expect(bytesOf(formatHex(all))).toEqual(all);
    expect(bytesOf(formatHex(all).toLowerCase())).toEqual(all);
  });

  it('keeps any bytes with any separator', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64, minLength: 1 }),
        fc.constantFrom('', ' ', ':', '-', '\n', ' 0x'),
        (bytes, separator) => {
          expect(bytesOf(formatHex(bytes, separator))).toEqual([...bytes]);
        },
      ),
      { numRuns: runs(10_000) },
    );
  });

  it('never throws, and a problem always lies inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const parsed = parseHex(text);
        if (parsed.ok) return;
        expect(parsed.problem.start).toBeGreaterThanOrEqual(0);
        expect(parsed.problem.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: runs(10_000) },
    );
  });
});
