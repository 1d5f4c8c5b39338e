/**
 * Hex as people paste it, to bytes and back: spaces, line breaks, `0x`, colons, dashes, commas, either case. A separator never
 * stands inside a byte, so that a lost digit is found in its own group instead of shifting everything behind it.
 */
export type HexProblem =
  | { readonly code: 'empty'; readonly start: number; readonly end: number }
  /** `start` is the character; `found` the whole character, also one outside the basic plane. */
  | { readonly code: 'bad-hex-digit'; readonly found: string; readonly start: number; readonly end: number }
  /** The group of digits with an odd count. */
  | { readonly code: 'odd-hex-digits'; readonly count: number; readonly start: number; readonly end: number }
  | {
      readonly code: 'frame-too-long';
      readonly lengthBytes: number;
      readonly limitBytes: number;
      readonly start: number;
      readonly end: number;
    };

export type ParsedHex =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      /** Where the first digit of each byte stands in the text. */
      readonly offsets: readonly number[];
    }
  | { readonly ok: false; readonly problem: HexProblem };

/** profile-format.md 2.2: the decoder takes no longer frame. */
export const frameLimitBytes = 1_024;

const separators = ' \t\r\n\f\v\u00A0\u3000,:;-_';

const digitValue = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

export const parseHex = (text: string, limitBytes: number = frameLimitBytes): ParsedHex => {
  const bytes: number[] = [];
  const offsets: number[] = [];
  let lengthBytes = 0;
  let at = 0;
  while (at < text.length) {
    if (separators.includes(text.charAt(at))) {
      at += 1;
      continue;
    }
    if (text.charAt(at) === '0' && (text.charAt(at + 1) === 'x' || text.charAt(at + 1) === 'X')) at += 2;
    const start = at;
    while (at < text.length && !separators.includes(text.charAt(at))) {
      if (digitValue(text.charCodeAt(at)) < 0) {
        const found = String.fromCodePoint(text.codePointAt(at) ?? 0);
        return { ok: false, problem: { code: 'bad-hex-digit', found, start: at, end: at + found.length } };
      }
      at += 1;
    }
    const count = at - start;
    if (count % 2 === 1 || count === 0) {
      return { ok: false, problem: { code: 'odd-hex-digits', count, start, end: at } };
    }
    lengthBytes += count / 2;
    for (let digit = start; digit < at && bytes.length <= limitBytes; digit += 2) {
      bytes.push(digitValue(text.charCodeAt(digit)) * 16 + digitValue(text.charCodeAt(digit + 1)));
      offsets.push(digit);
    }
  }
  if (lengthBytes === 0) return { ok: false, problem: { code: 'empty', start: 0, end: text.length } };
  if (bytes.length > limitBytes) {
    const problem = {
      code: 'frame-too-long',
      lengthBytes: bytes.length,
      limitBytes,
      start: 0,
      end: text.length,
    } as const;
    return { ok: false, problem };
  }
  return { ok: true, bytes: Uint8Array.from(bytes), offsets };
};

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'));

/** Upper case, two digits a byte. */
export const formatHex = (bytes: Iterable<number>, separator = ''): string =>
  Array.from(bytes, (byte) => pairs[byte & 0xff]).join(separator);
