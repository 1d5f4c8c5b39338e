/**
 * Reads one frame by one layout. Fields are laid in the order of the profile, each byte to the first that claims it; what no
 * field claims becomes a gap. Never loops on what the frame says: the work is the number of fields and bytes.
 */
import { formatHex } from '../hex.ts';
import { type Alternative, type ByteRange, type Field, type Note } from './annotation.ts';
import { type BitReader, type ByteFieldReader, type LayoutReader } from './compile.ts';
import { alternativeOf, knownField, note, pathTo, rangeNotes, readCode, unknownField, type Reading } from './field.ts';
import { applyScale } from './scale.ts';

export type ReadLayout = {
  readonly fields: readonly Field[];
  readonly gaps: readonly ByteRange[];
  readonly shortfall: number;
  readonly missing: readonly string[];
  /** Numbers before scale by field id, only of fields that are whole. */
  readonly numbers: ReadonlyMap<string, number>;
};

export const readLayout = (layout: LayoutReader, bytes: Uint8Array, prefix: string): ReadLayout => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Map<string, number>();
  const taken = new Uint8Array(bytes.length);
  const laid: Field[] = [];
  const missing: string[] = [];
  let shortfall = 0;

  for (const field of layout.fields) {
    if (field.when !== undefined && numbers.get(field.when.field) !== field.when.equals) continue;
    const start = field.offset < 0 ? bytes.length + field.offset : field.offset;
    const end = start + field.lengthBytes;
    shortfall = Math.max(shortfall, end - bytes.length, -start);
    const cut = Math.min(end, bytes.length);
    if (start < 0 || start >= bytes.length || taken.subarray(start, cut).includes(1)) {
      missing.push(pathTo(prefix, field.id));
      continue;
    }
    taken.fill(1, start, cut);
    laid.push(...readField(field, view, { start, end: cut }, prefix, numbers));
  }
  const gaps = gapsIn(taken);
  const fields = [...laid, ...gaps.map((gap) => gapField(bytes, gap, prefix))];
  // Stable: a field's bits keep their place behind it.
  fields.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  return { fields, gaps, shortfall, missing, numbers };
};

const gapsIn = (taken: Uint8Array): ByteRange[] => {
  const gaps: ByteRange[] = [];
  for (let start = taken.indexOf(0); start >= 0;) {
    const next = taken.indexOf(1, start);
    const end = next < 0 ? taken.length : next;
    gaps.push({ start, end });
    start = next < 0 ? -1 : taken.indexOf(0, end);
  }
  return gaps;
};

export const gapField = (bytes: Uint8Array, { start, end }: ByteRange, prefix: string): Field => {
  const key = `@${String(start)}`;
  const raw = formatHex(bytes.subarray(start, end));
  return unknownField({ path: pathTo(prefix, key), parent: prefix, key, form: 'bytes', raw, start, end });
};

const readField = (
  field: ByteFieldReader,
  view: DataView,
  { start, end }: ByteRange,
  prefix: string,
  numbers: Map<string, number>,
): Field[] => {
  const raw = formatHex(new Uint8Array(view.buffer, view.byteOffset + start, end - start));
  const place = {
    path: pathTo(prefix, field.id),
    parent: prefix,
    key: field.id,
    form: 'bytes',
    raw,
    start,
    end,
    type: field.typeName,
  } as const;
  const have = end - start;
  if (have < field.lengthBytes) {
    return [knownField(place, field, { notes: [note('error', 'truncated', { have, need: field.lengthBytes })] })];
  }
  const noValue: readonly Note[] = field.invalid.has(raw) ? [note('note', 'no-value')] : [];
  if (field.type.reads !== 'number' || noValue.length > 0) {
    const reading = noValue.length > 0 ? { notes: noValue } : readOther(field, raw);
    return [knownField(place, field, { ...reading, notes: [...reading.notes, ...constantNotes(field, raw)] })];
  }
  const number = field.type.read(view, start, field.lengthBytes, field.littleEndian);
  if (number === undefined) return [knownField(place, field, { notes: [note('error', 'not-a-number', { raw })] })];
  numbers.set(field.id, number);
  const reading = readNumber(field, number, raw, view.byteLength, end);
  return [
    knownField(place, field, reading, rivals(field, number, view, start)),
    ...field.bits.map((bit) => bitField(bit, field, number, place)),
  ];
};

const readOther = (field: ByteFieldReader, raw: string): Reading => {
  if (field.type.reads === 'nothing') return { notes: [] };
  return { value: field.type.reads === 'hex' ? raw : printable(raw), notes: [] };
};

/** Text up to the padding NULs; a byte that is no printable ASCII character shows as `\xNN`. */
const printable = (raw: string): string =>
  (raw.replace(/(00)+$/, '').match(/../g) ?? [])
    .map((pair) => {
      const code = Number.parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f && code !== 0x5c ? String.fromCharCode(code) : `\\x${pair}`;
    })
    .join('');

const readNumber = (field: ByteFieldReader, number: number, raw: string, frameLength: number, end: number): Reading => {
  const notes = [...constantNotes(field, raw)];
  if (field.equals !== undefined) {
    const expected = field.equals === 'frameLength' ? frameLength : frameLength - end;
    if (number !== expected) notes.push(note('error', 'not-equal', { expected }));
  }
  if (field.codes !== undefined) {
    const reading = readCode(number, field.codes);
    return { ...reading, notes: [...notes, ...reading.notes] };
  }
  const value = applyScale(number, field.scale);
  return { value, notes: [...notes, ...rangeNotes(value, field.valid)] };
};

const constantNotes = ({ constant }: ByteFieldReader, raw: string): readonly Note[] =>
  constant === undefined || constant === raw ? [] : [note('error', 'constant-differs', { expected: constant })];

const rivals = (field: ByteFieldReader, number: number, view: DataView, start: number): readonly Alternative[] =>
  field.rivals.map((rival) => {
    if (!rival.measures || field.type.reads !== 'number') return alternativeOf(rival);
    const littleEndian = rival.endian === undefined ? field.littleEndian : rival.endian === 'le';
    const read =
      littleEndian === field.littleEndian ? number : field.type.read(view, start, field.lengthBytes, littleEndian);
    return alternativeOf(rival, read === undefined ? undefined : applyScale(read, rival.scale));
  });

const bitField = (
  bit: BitReader,
  field: ByteFieldReader,
  number: number,
  place: { readonly path: string; readonly raw: string; readonly start: number; readonly end: number },
): Field => {
  // Division instead of shifts: shifts see 32 bits with a sign.
  const value = Math.floor(number / 2 ** bit.offset) % 2 ** bit.width;
  const reading = bit.codes === undefined ? { value, notes: [] } : readCode(value, bit.codes);
  const { offset, width } = bit;
  return knownField(
    {
      path: pathTo(place.path, bit.id),
      parent: place.path,
      key: bit.id,
      form: 'bytes',
      raw: value.toString(2).padStart(width, '0'),
      start: place.start,
      end: place.end,
      bits: { offset, width },
    },
    { label: bit.label, why: field.why },
    reading,
  );
};
