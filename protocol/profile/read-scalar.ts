/** Reads one number, text, flag or time as the profile says. The vendor writes numbers as JSON strings: both are taken. */
import { survivesAsFloat } from '../json/number.ts';
import { type RawForm, type Scalar } from './annotation.ts';
import { type ValueReader } from './compile.ts';
import { note, rangeNotes, readCode, type Reading } from './field.ts';
import { castByPlatform } from './platform-cast.ts';
import { applyScale } from './scale.ts';
import { looksLikeSeconds, utcOf } from './time.ts';

/** A JSON scalar, or an item of a comma list (`form` is then `item`). `raw` is the text without quotes. */
export const readScalar = (reader: ValueReader, form: RawForm, raw: string): Reading => {
  const expected = expectedForm[reader.type];
  if (form === 'null' || form === 'object' || form === 'array' || (form === 'boolean' && reader.type !== 'boolean')) {
    return reader.type === 'json'
      ? { notes: [] }
      : { notes: [note('error', 'wrong-json-type', { expected, actual: form })] };
  }
  switch (reader.type) {
    case 'integer':
    case 'number':
      return readNumber(reader, raw);
    case 'enumeration':
      return readEnumeration(reader, raw);
    case 'time':
      return readTime(raw);
    case 'boolean':
      return readBoolean(raw);
    case 'text':
    case 'hex':
      return readText(form, raw);
    case 'json':
      return { value: raw, notes: [] };
    case 'list':
    case 'index-map':
      return { notes: [note('error', 'wrong-json-type', { expected, actual: form })] };
  }
};

const expectedForm: Readonly<Record<ValueReader['type'], string>> = {
  integer: 'number',
  number: 'number',
  enumeration: 'number',
  time: 'number',
  text: 'string',
  hex: 'string',
  boolean: 'boolean',
  list: 'string',
  'index-map': 'object',
  json: 'object',
};

const wholeNumber = /^[+-]?\d{1,40}$/;
const anyNumber = /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,4})?$/;

const readNumber = (reader: ValueReader, raw: string): Reading => {
  if (!anyNumber.test(raw)) return { notes: [note('error', 'not-a-number', { raw: shortened(raw) })] };
  const number = Number(raw);
  if (reader.type === 'integer' && !wholeNumber.test(raw) && !Number.isInteger(number)) {
    return { value: number, notes: [note('error', 'not-an-integer', { raw })] };
  }
  if (!Number.isFinite(number) || !survivesAsFloat(plain(raw))) {
    // The text is the truth; a rounded number in its place would be a lie.
    return { value: raw, notes: [note('error', 'precision-lost', { stored: String(number) })] };
  }
  const value = applyScale(number, reader.scale, raw);
  return { value, notes: rangeNotes(value, reader.valid) };
};

/** In the spelling of JSON: no plus, no bare point. */
const plain = (raw: string): string =>
  raw
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?=$|[eE])/, '');

const readEnumeration = ({ codes }: ValueReader, raw: string): Reading =>
  wholeNumber.test(raw)
    ? readCode(Number(raw), codes)
    : { notes: [note('error', anyNumber.test(raw) ? 'not-an-integer' : 'not-a-number', { raw: shortened(raw) })] };

const readTime = (raw: string): Reading => {
  if (!wholeNumber.test(raw)) return { notes: [note('error', 'not-a-number', { raw: shortened(raw) })] };
  const value = Number(raw);
  const utc = utcOf(value);
  if (utc === undefined) return { value, notes: [note('error', 'above-range', { min: -8.64e15, max: 8.64e15 })] };
  return { value, utc, notes: looksLikeSeconds(value) ? [note('note', 'seconds-not-ms')] : [] };
};

const readBoolean = (raw: string): Reading =>
  raw === 'true' || raw === 'false'
    ? { value: raw === 'true', notes: [] }
    : { value: raw, notes: [note('error', 'wrong-json-type', { expected: 'boolean', actual: shortened(raw) })] };

const readText = (form: RawForm, raw: string): Reading => {
  if (form === 'number') return { value: raw, notes: [note('error', 'digits-lost')] };
  const stored = form === 'string' ? castByPlatform(raw) : undefined;
  return {
    value: raw,
    notes: stored === undefined ? [] : [note('note', 'cast-by-platform', { stored: shortened(stored) })],
  };
};

/** What a value the profile does not know says of itself. */
export const plainValue = (form: RawForm, raw: string): Scalar | undefined => {
  switch (form) {
    case 'string':
    case 'item':
      return raw;
    case 'number':
      return survivesAsFloat(raw) ? Number(raw) : raw;
    case 'boolean':
      return raw === 'true';
    case 'null':
      return null;
    default:
      return undefined;
  }
};

const shortened = (raw: string): string => (raw.length > 80 ? `${raw.slice(0, 79)}…` : raw);
