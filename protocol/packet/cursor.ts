/**
 * Reads the elements of a packet from left to right and knows where it stands. Owns no meaning. An element that is not
 * there in full reads as `undefined` and leaves the cursor where it was.
 */
import { decodeUtf8, type DecodedText } from './utf8.ts';

export type Range = { readonly start: number; readonly end: number };

export type Cursor = {
  readonly at: () => number;
  readonly left: () => number;
  /** Big-endian unsigned integer of 1, 2 or 4 bytes. */
  readonly unsigned: (lengthBytes: 1 | 2 | 4) => number | undefined;
  /** Variable byte integer [MQTT-1.5.5], at most 268,435,455. */
  readonly variable: () => number | undefined;
  readonly bytes: (lengthBytes: number) => (Range & { readonly bytes: Uint8Array }) | undefined;
  /** Two bytes of length, then that many bytes; the range is that of the bytes. */
  readonly binary: () => (Range & { readonly bytes: Uint8Array }) | undefined;
  readonly text: () => (Range & DecodedText) | undefined;
};

export const createCursor = (source: Uint8Array, start: number, end: number = source.length): Cursor => {
  let at = start;
  const unsigned = (lengthBytes: 1 | 2 | 4): number | undefined => {
    if (at + lengthBytes > end) return undefined;
    let value = 0;
    for (let i = 0; i < lengthBytes; i += 1) value = value * 256 + (source[at + i] ?? 0);
    at += lengthBytes;
    return value;
  };
  const variable = (): number | undefined => {
    let value = 0;
    for (let i = 0; i < 4 && at + i < end; i += 1) {
      const byte = source[at + i] ?? 0;
      value += (byte & 0x7f) * 128 ** i;
      if (byte < 0x80) {
        at += i + 1;
        return value;
      }
    }
    return undefined;
  };
  const bytes = (lengthBytes: number): (Range & { bytes: Uint8Array }) | undefined => {
    if (at + lengthBytes > end) return undefined;
    const range = { start: at, end: at + lengthBytes };
    at = range.end;
    return { ...range, bytes: source.subarray(range.start, range.end) };
  };
  const binary = (): (Range & { bytes: Uint8Array }) | undefined => {
    const before = at;
    const lengthBytes = unsigned(2);
    const found = lengthBytes === undefined ? undefined : bytes(lengthBytes);
    if (found === undefined) at = before;
    return found;
  };
  const text = (): (Range & DecodedText) | undefined => {
    const found = binary();
    if (found === undefined) return undefined;
    return { start: found.start, end: found.end, ...decodeUtf8(source, found.start, found.end) };
  };
  return { at: () => at, left: () => end - at, unsigned, variable, bytes, binary, text };
};
