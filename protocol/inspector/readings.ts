/**
 * Every reading of the bytes at a cursor. A reading is not a meaning: this says what the bytes would be as a number, a time
 * or a text, and guesses nothing. A reading that does not fit keeps its row and says why.
 */
import { formatHex } from '../hex.ts';
import { fieldTypes, type Endian, type FieldTypeName } from '../profile/field-types.ts';
import { utcOf } from '../profile/time.ts';

export const readingIds = [
  'bits',
  'u8',
  's8',
  'u16',
  's16',
  'u24',
  's24',
  'u32',
  's32',
  'u64',
  's64',
  'f32',
  'f64',
  'bcd',
  'ascii',
  'utf8',
  'unix-s',
  'unix-ms',
] as const;
export type ReadingId = (typeof readingIds)[number];

export type Misfit =
  /** Fewer bytes than the type has. */
  | 'too-short'
  /** A half byte above 9. */
  | 'not-bcd'
  /** NaN or infinite. */
  | 'not-finite'
  /** A byte that is no printable character, or no whole character. */
  | 'not-text'
  /** Outside the years 2000 to 2099. */
  | 'not-a-likely-time';

export type ByteReading = {
  readonly id: ReadingId;
  /** Only where the order of bytes matters. */
  readonly endian?: Endian;
  /** Half-open, into the frame; `end` may lie beyond it for `too-short`. */
  readonly start: number;
  readonly end: number;
  /** Exact, as digits or characters: 64-bit numbers stay whole. */
  readonly text?: string;
  readonly misfit?: Misfit;
};

/**
 * Rows in a fixed order. `selectionBytes` bounds the readings without a length of their own (bits, BCD, text); without a
 * selection bits and BCD take one byte and text runs on to the first byte that is none.
 */
export const readingsAt = (bytes: Uint8Array, offset: number, selectionBytes?: number): readonly ByteReading[] => {
  const start = Math.min(Math.max(0, Math.trunc(offset)), bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const left = bytes.length - start;
  const chosen = Math.min(left, Math.max(1, Math.trunc(selectionBytes ?? 1)));
  const here = bytes.subarray(start, start + chosen);
  const span = { start, end: start + chosen };
  const nothing = left === 0;

  const number = (id: FieldTypeName & ReadingId): readonly ByteReading[] => {
    const type = fieldTypes[id];
    const lengthBytes = type.lengthBytes ?? 1;
    return bothOrders(lengthBytes, (endian) => {
      const place = { id, ...(lengthBytes > 1 && { endian }), start, end: start + lengthBytes };
      if (left < lengthBytes || type.reads !== 'number') return { ...place, misfit: 'too-short' };
      const value = type.read(view, start, lengthBytes, endian === 'le');
      return value === undefined ? { ...place, misfit: 'not-finite' } : { ...place, text: numberText(value) };
    });
  };
  const wide = (id: 'u64' | 's64'): readonly ByteReading[] =>
    bothOrders(8, (endian) => {
      const place = { id, endian, start, end: start + 8 };
      if (left < 8) return { ...place, misfit: 'too-short' };
      const value = id === 'u64' ? view.getBigUint64(start, endian === 'le') : view.getBigInt64(start, endian === 'le');
      return { ...place, text: value.toString() };
    });
  const time = (id: 'unix-s' | 'unix-ms', lengthBytes: 4 | 8): readonly ByteReading[] =>
    bothOrders(lengthBytes, (endian) => {
      const place = { id, endian, start, end: start + lengthBytes };
      if (left < lengthBytes) return { ...place, misfit: 'too-short' };
      const little = endian === 'le';
      const atMs = lengthBytes === 4 ? view.getUint32(start, little) * 1_000 : Number(view.getBigUint64(start, little));
      const text = atMs >= likelyFrom && atMs < likelyUntil ? utcOf(atMs) : undefined;
      return text === undefined ? { ...place, misfit: 'not-a-likely-time' } : { ...place, text };
    });

  return [
    { id: 'bits', ...span, ...(nothing ? tooShort : { text: bitsText(here) }) },
    ...number('u8'),
    ...number('s8'),
    ...number('u16'),
    ...number('s16'),
    ...number('u24'),
    ...number('s24'),
    ...number('u32'),
    ...number('s32'),
    ...wide('u64'),
    ...wide('s64'),
    ...number('f32'),
    ...number('f64'),
    { id: 'bcd', ...span, ...(nothing ? tooShort : bcdText(here)) },
    asciiReading(bytes, start, selectionBytes),
    utf8Reading(bytes, start, selectionBytes),
    ...time('unix-s', 4),
    ...time('unix-ms', 8),
  ];
};

const tooShort = { misfit: 'too-short' } as const;
const likelyFrom = Date.UTC(2000, 0);
const likelyUntil = Date.UTC(2100, 0);

const bothOrders = (lengthBytes: number, read: (endian: Endian) => ByteReading): readonly ByteReading[] =>
  lengthBytes === 1 ? [read('be')] : [read('be'), read('le')];

/** Minus zero is a float of its own: the bytes are not those of zero. */
const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

const bitsText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join(' ');

/** Digits as they stand: leading zeros count in a serial number. */
const bcdText = (bytes: Uint8Array): Pick<ByteReading, 'text'> | Pick<ByteReading, 'misfit'> => {
  const digits = formatHex(bytes);
  return /^\d+$/.test(digits) ? { text: digits } : { misfit: 'not-bcd' };
};

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

const asciiReading = (bytes: Uint8Array, start: number, selectionBytes: number | undefined): ByteReading => {
  const rest = bytes.subarray(start);
  const run = rest.findIndex((byte) => !isPrintable(byte));
  const wanted = selectionBytes ?? Math.max(1, run < 0 ? rest.length : run);
  const chosen = rest.subarray(0, wanted);
  const place = { id: 'ascii', start, end: start + Math.max(1, chosen.length) } as const;
  if (chosen.length === 0) return { ...place, ...tooShort };
  if (!chosen.every(isPrintable)) return { ...place, misfit: 'not-text' };
  return { ...place, text: String.fromCharCode(...chosen) };
};

/** One character of one to four bytes, or all of the selection. */
const utf8Reading = (bytes: Uint8Array, start: number, selectionBytes: number | undefined): ByteReading => {
  const first = bytes[start];
  const wanted = selectionBytes ?? (first === undefined ? 1 : characterBytes(first));
  const chosen = bytes.subarray(start, start + wanted);
  const place = { id: 'utf8', start, end: start + wanted } as const;
  if (chosen.length === 0 || chosen.length < wanted) return { ...place, ...tooShort };
  const text = decodeUtf8(chosen);
  return text === undefined || /\p{C}/u.test(text) ? { ...place, misfit: 'not-text' } : { ...place, text };
};

const characterBytes = (first: number): number => (first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

/** Undefined: not UTF-8. Percent coding, since a pure module has no TextDecoder. */
const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${formatHex([byte])}`).join(''));
  } catch {
    return undefined;
  }
};
