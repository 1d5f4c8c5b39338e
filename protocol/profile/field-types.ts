/**
 * The primitive types a byte field can have, one row each. A row reads its bytes and says how many different values they can
 * take and how many of those lie in a range: the evidence that a range check gives (`rank.ts`).
 */
export type Endian = 'be' | 'le';

/** Undefined: the bytes are no number (a nibble above 9, NaN). */
type ReadNumber = (view: DataView, start: number, lengthBytes: number, littleEndian: boolean) => number | undefined;

type NumberType = {
  readonly reads: 'number';
  /** Null: the profile says it. */
  readonly lengthBytes: number | null;
  readonly unsigned: boolean;
  readonly read: ReadNumber;
  /** Share of all bit patterns whose number lies in [low, high], before scale; 0 to 1. */
  readonly share: (low: number, high: number, lengthBytes: number) => number;
};
type OtherType = { readonly reads: 'text' | 'hex' | 'nothing'; readonly lengthBytes: null };
export type FieldType = NumberType | OtherType;

const integerShare = (lowest: number, highest: number) => (low: number, high: number) => {
  const accepted = Math.min(highest, Math.floor(high)) - Math.max(lowest, Math.ceil(low)) + 1;
  return Math.max(0, accepted) / (highest - lowest + 1);
};

const integer = (bits: number, signed: boolean, read: ReadNumber): NumberType => ({
  reads: 'number',
  lengthBytes: bits / 8,
  unsigned: !signed,
  read,
  share: signed ? integerShare(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) : integerShare(0, 2 ** bits - 1),
});

const unsigned24 = (view: DataView, at: number, little: boolean): number =>
  little
    ? view.getUint8(at) + view.getUint16(at + 1, true) * 0x100
    : view.getUint8(at) * 0x1_0000 + view.getUint16(at + 1, false);

const scratch = new DataView(new ArrayBuffer(8));
/** The upper 32 bits of a positive float grow with it and are fine enough for a share. */
const floatRank = (value: number): number => {
  scratch.setFloat64(0, value);
  return scratch.getUint32(0);
};
const float = (lengthBytes: 4 | 8, read: ReadNumber, smallest: number, largest: number): NumberType => {
  const lowestRank = floatRank(smallest) - 1;
  const rank = (value: number) => {
    const size = Math.min(Math.abs(value), largest);
    return size < smallest ? 0 : Math.sign(value) * (floatRank(size) - lowestRank);
  };
  return {
    reads: 'number',
    lengthBytes,
    unsigned: false,
    read: (view, start, length, little) => {
      const value = read(view, start, length, little);
      return value !== undefined && Number.isFinite(value) ? value : undefined;
    },
    share: (low, high) => Math.max(0, rank(high) - rank(low) + 1) / (2 * rank(largest) + 1),
  };
};

/** The shortest number that a 32-bit float cannot tell from this one: 3.3 instead of 3.299999952316284. */
export const shortestFloat32 = (value: number): number => {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(shorter), value)) return shorter;
  }
  return value;
};

const anyUnsigned: ReadNumber = (view, start, lengthBytes, little) => {
  let value = 0;
  for (let i = 0; i < lengthBytes; i++)
    value = value * 0x100 + view.getUint8(start + (little ? lengthBytes - 1 - i : i));
  return value;
};

const bcd: ReadNumber = (view, start, lengthBytes, little) => {
  let value = 0;
  for (let i = 0; i < lengthBytes; i++) {
    const byte = view.getUint8(start + (little ? lengthBytes - 1 - i : i));
    if ((byte & 0x0f) > 9 || byte >> 4 > 9) return undefined;
    value = value * 100 + (byte >> 4) * 10 + (byte & 0x0f);
  }
  return value;
};

export const fieldTypeNames = [
  'u8',
  's8',
  'u16',
  's16',
  'u24',
  's24',
  'u32',
  's32',
  'f32',
  'f64',
  'bcd',
  'bits',
  'ascii',
  'hex',
  'pad',
] as const;
export type FieldTypeName = (typeof fieldTypeNames)[number];

export const fieldTypes: Readonly<Record<FieldTypeName, FieldType>> = {
  u8: integer(8, false, (view, at) => view.getUint8(at)),
  s8: integer(8, true, (view, at) => view.getInt8(at)),
  u16: integer(16, false, (view, at, _length, little) => view.getUint16(at, little)),
  s16: integer(16, true, (view, at, _length, little) => view.getInt16(at, little)),
  u24: integer(24, false, (view, at, _length, little) => unsigned24(view, at, little)),
  s24: integer(24, true, (view, at, _length, little) => (unsigned24(view, at, little) << 8) >> 8),
  u32: integer(32, false, (view, at, _length, little) => view.getUint32(at, little)),
  s32: integer(32, true, (view, at, _length, little) => view.getInt32(at, little)),
  f32: float(
    4,
    (view, at, _length, little) => shortestFloat32(view.getFloat32(at, little)),
    2 ** -126,
    3.4028234663852886e38,
  ),
  f64: float(8, (view, at, _length, little) => view.getFloat64(at, little), 2 ** -1022, Number.MAX_VALUE),
  // Binary coded decimal: two digits a byte, at most `bcdLimitBytes` so that the number stays exact.
  bcd: {
    reads: 'number',
    lengthBytes: null,
    unsigned: true,
    read: bcd,
    share: (low, high, lengthBytes) =>
      (integerShare(0, 100 ** lengthBytes - 1)(low, high) * 100 ** lengthBytes) / 256 ** lengthBytes,
  },
  // A number whose bits are named one by one, at most `bitsLimitBytes`.
  bits: {
    reads: 'number',
    lengthBytes: null,
    unsigned: true,
    read: anyUnsigned,
    share: (low, high, lengthBytes) => integerShare(0, 256 ** lengthBytes - 1)(low, high),
  },
  ascii: { reads: 'text', lengthBytes: null },
  hex: { reads: 'hex', lengthBytes: null },
  pad: { reads: 'nothing', lengthBytes: null },
};

export const bcdLimitBytes = 7;
export const bitsLimitBytes = 4;
