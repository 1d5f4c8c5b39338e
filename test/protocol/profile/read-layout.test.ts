import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHex, parseHex } from '../../../protocol/hex.ts';
import { type Field } from '../../../protocol/profile/annotation.ts';
import { type LayoutReader } from '../../../protocol/profile/compile.ts';
import { fieldTypeNames, fieldTypes } from '../../../protocol/profile/field-types.ts';
import { readLayout } from '../../../protocol/profile/read-layout.ts';
import { defaultProfile } from '../../../protocol/profiles/index.ts';
import { byteField, frameOf, label, layout } from '../../support/profile-builder.ts';
import { runs } from '../../support/fuzz.ts';

const bytesOf = (hex: string): Uint8Array => {
  const parsed = parseHex(hex);
  if (!parsed.ok) throw new Error(hex);
  return parsed.bytes;
};
const read = (hex: string, fields: readonly object[], more = {}) => {
  const frame = frameOf([layout('A', fields as Readonly<Record<string, unknown>>[])], more);
  return readLayout(frame.layouts[0]!, bytesOf(hex), 'da');
};
const only = (hex: string, type: string, more: object = {}): Field => {
  const field = read(hex, [byteField('x', 0, type, more as Readonly<Record<string, unknown>>)]).fields[0];
  if (field === undefined) throw new Error('no field');
  return field;
};
const codesOf = (field: Field): readonly string[] => field.notes.map(({ code }) => code);

describe('a field type', () => {
  it.each([
    ['u8', 'FE', {}, 254],
    ['s8', 'FE', {}, -2],
    ['u16', '0CE7', {}, 3303],
    ['u16', 'E70C', { endian: 'le' }, 3303],
    ['s16', 'E735', {}, -6347],
    ['u24', '010203', {}, 0x010203],
    ['u24', '010203', { endian: 'le' }, 0x030201],
    ['s24', 'FFFFFE', {}, -2],
    ['s24', 'FEFFFF', { endian: 'le' }, -2],
    ['s24', '7FFFFF', {}, 8_388_607],
    ['u32', 'FFFFFFFE', {}, 4_294_967_294],
    ['s32', 'FFFFFFFE', {}, -2],
    ['f32', '40533333', {}, 3.3],
    ['f32', '33335340', { endian: 'le' }, 3.3],
    ['f64', '400A666666666666', {}, 3.3],
    ['bcd', '120034', { length: 3 }, 120_034],
    ['bcd', '340012', { length: 3, endian: 'le' }, 120_034],
    ['bits', 'A5', { length: 1 }, 0xa5],
    ['ascii', '57473132', { length: 4 }, 'WG12'],
    ['ascii', '5747000000', { length: 5 }, 'WG'],
    ['ascii', '571B5C7F', { length: 4 }, 'W\\x1B\\x5C\\x7F'],
    ['hex', '0CE7', { length: 2 }, '0CE7'],
  ])('%s reads %s %j', (type, hex, more, value) => {
    const field = only(hex, type, more);
    expect(field).toMatchObject({ value, raw: hex, status: 'ok', start: 0, end: hex.length / 2 });
  });

  it('shows padding without a value', () => {
    expect(only('FFFFFF', 'pad', { length: 3 })).not.toHaveProperty('value');
  });

  it.each([
    ['bcd', '1A', { length: 1 }],
    ['f32', '7FC00000', {}],
    ['f32', '7F800000', {}],
    ['f64', 'FFF0000000000000', {}],
  ])('%s of %s is no number and says so', (type, hex, more) => {
    const field = only(hex, type, more);
    expect(field).not.toHaveProperty('value');
    expect(codesOf(field)).toEqual(['not-a-number']);
    expect(field.status).toBe('error');
  });

  it.each([
    ['u8', '21', { scale: 0.1 }, 3.3],
    ['s16', 'E735', { scale: 0.01 }, -63.47],
    ['u8', '21', { scale: 0.5, add: -40 }, -23.5],
    ['u8', '03', { scale: -0.1, add: 1 }, 0.7],
  ])('%s of %s with %j is scaled without dust', (type, hex, more, value) => {
    expect(only(hex, type, more).value).toBe(value);
  });
});

describe('the checks of a field', () => {
  it.each([
    ['u8', '29', { valid: [0, 40] }, 'above-range', 'error'],
    ['s8', 'D0', { valid: [-40, 85] }, 'below-range', 'error'],
    ['u16', 'FFFF', { invalid: ['FFFF'], valid: [0, 10] }, 'no-value', 'note'],
    ['u8', '0B', { constant: '0C' }, 'constant-differs', 'error'],
    ['pad', 'FF00', { length: 2, constant: 'FFFF' }, 'constant-differs', 'error'],
    ['u8', '02', { equals: 'frameLength' }, 'not-equal', 'error'],
    ['u8', '01', { equals: 'restLength' }, 'not-equal', 'error'],
  ])('%s of %s breaks %j', (type, hex, more, code, status) => {
    const field = only(hex, type, more);
    expect(codesOf(field)).toEqual([code]);
    expect(field.status).toBe(status);
    expect(field.raw).toBe(hex);
  });

  it('holds where the length is the frame length', () => {
    expect(only('01', 'u8', { equals: 'frameLength' }).status).toBe('ok');
    expect(only('00', 'u8', { equals: 'restLength' }).status).toBe('ok');
  });

  it('expect only ranks: a value outside is no error', () => {
    expect(only('FF', 'u8', { expect: [0, 10] }).status).toBe('ok');
  });
});

describe('enumerations and bits', () => {
  const enumerations = { door: { 0: { name: 'closed', label }, 1: { name: 'open', label } } };

  it('names a code and keeps the number', () => {
    const fields = [byteField('x', 0, 'u8', { enumeration: 'door' })];
    expect(read('01', fields, { enumerations }).fields[0]).toMatchObject({ value: 'open', code: 1, raw: '01' });
  });

  it('keeps a code that is not in the table as a number, with a note', () => {
    const field = read('07', [byteField('x', 0, 'u8', { enumeration: 'door' })], { enumerations }).fields[0]!;
    expect(field).toMatchObject({ value: 7, status: 'note' });
    expect(codesOf(field)).toEqual(['code-unknown']);
  });

  it('shows bits behind the field they are in, on the same bytes', () => {
    const bits = [
      { id: 'low', offset: 0, width: 3, label },
      { id: 'door', offset: 31, width: 1, label, enumeration: 'door' },
    ];
    const { fields, gaps } = read('80000005AA', [byteField('x', 0, 'bits', { length: 4, bits })], { enumerations });
    expect(
      fields.map(({ path, value, start, end, parent, raw }) => ({ path, value, start, end, parent, raw })),
    ).toEqual([
      { path: 'da.x', value: 0x80000005, start: 0, end: 4, parent: 'da', raw: '80000005' },
      { path: 'da.x.low', value: 5, start: 0, end: 4, parent: 'da.x', raw: '101' },
      { path: 'da.x.door', value: 'open', start: 0, end: 4, parent: 'da.x', raw: '1' },
      { path: 'da.@4', value: undefined, start: 4, end: 5, parent: 'da', raw: 'AA' },
    ]);
    expect(gaps).toEqual([{ start: 4, end: 5 }]);
  });
});

describe('where fields lie', () => {
  it('shows the fields before the cut and the shortfall when a frame is truncated', () => {
    const fields = [byteField('a', 0, 'u8'), byteField('b', 1, 'u32'), byteField('c', 5, 'u16')];
    const { fields: shown, shortfall, missing, gaps } = read('01 0203', fields);
    expect(shown.map(({ path, start, end }) => [path, start, end])).toEqual([
      ['da.a', 0, 1],
      ['da.b', 1, 3],
    ]);
    expect(shown[1]).toMatchObject({ status: 'error', raw: '0203', notes: [{ parameters: { have: 2, need: 4 } }] });
    expect(shown[1]).not.toHaveProperty('value');
    expect({ shortfall, missing, gaps }).toEqual({ shortfall: 4, missing: ['da.c'], gaps: [] });
  });

  it('lists bytes that no field claims as unknown', () => {
    const { fields, gaps } = read('01020304', [byteField('a', 1, 'u8')]);
    expect(gaps).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 4 },
    ]);
    expect(fields.map(({ path, source, status, raw }) => [path, source, status, raw])).toEqual([
      ['da.@0', 'unknown', 'unknown', '01'],
      ['da.a', 'inferred', 'ok', '02'],
      ['da.@2', 'unknown', 'unknown', '0304'],
    ]);
  });

  it('counts negative offsets from the end', () => {
    const fields = [byteField('a', 0, 'u8'), byteField('sum', -2, 'u16')];
    expect(read('01 AA BBCC', fields).fields.map(({ path, start }) => [path, start])).toEqual([
      ['da.a', 0],
      ['da.@1', 1],
      ['da.sum', 2],
    ]);
  });

  it('gives a byte to the first field when a short frame pushes two onto it', () => {
    const fields = [byteField('a', 0, 'u16'), byteField('sum', -2, 'u16')];
    const { fields: shown, missing } = read('0102 03', fields);
    expect(shown.map(({ path, start, end }) => [path, start, end])).toEqual([
      ['da.a', 0, 2],
      ['da.@2', 2, 3],
    ]);
    expect(missing).toEqual(['da.sum']);
  });

  it('shows a field only when the one it depends on says so', () => {
    const fields = [
      byteField('kind', 0, 'u8'),
      byteField('volt', 1, 'u8', { when: { field: 'kind', equals: 1 } }),
      byteField('temp', 1, 's8', { when: { field: 'kind', equals: 2 } }),
    ];
    expect(read('01FF', fields).fields.map(({ path, value }) => [path, value])).toEqual([
      ['da.kind', 1],
      ['da.volt', 255],
    ]);
    expect(read('02FF', fields).fields.map(({ path, value }) => [path, value])).toEqual([
      ['da.kind', 2],
      ['da.temp', -1],
    ]);
    expect(read('03FF', fields).gaps).toEqual([{ start: 1, end: 2 }]);
  });
});

/** Any layout a profile could hold, sound or not: the reader must cope with each. */
const anyLayout: fc.Arbitrary<LayoutReader> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...fieldTypeNames),
      offset: fc.integer({ min: -20, max: 20 }),
      length: fc.integer({ min: 1, max: 4 }),
      littleEndian: fc.boolean(),
      dependent: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((fields): LayoutReader => ({
    id: 'A',
    title: label,
    endian: 'be',
    fields: fields.map(({ type, offset, length, littleEndian, dependent }, i) => ({
      id: `f${String(i)}`,
      label,
      why: { source: 'inferred', confidence: 'low', evidence: label },
      rivals: [],
      type: fieldTypes[type],
      typeName: type,
      offset,
      lengthBytes: fieldTypes[type].lengthBytes ?? length,
      littleEndian,
      scale: { scale: 1, add: 0, decimals: 0 },
      invalid: new Set<string>(),
      bits: type === 'bits' ? [{ id: 'b', offset: 1, width: 2, label }] : [],
      ...(dependent && i > 0 && { when: { field: `f${String(i - 1)}`, equals: 1 } }),
    })),
  }));

const tilesTheFrame = (reader: LayoutReader, bytes: Uint8Array) => {
  const { fields, gaps, shortfall } = readLayout(reader, bytes, 'da');
  const bytewise = fields.filter(({ bits }) => bits === undefined);
  const claims = new Uint8Array(bytes.length);
  for (const { start = 0, end = 0, raw } of bytewise) {
    expect(raw).toBe(formatHex(bytes.subarray(start, end)));
    for (let at = start; at < end; at++) claims[at]! += 1;
  }
  expect([...claims]).toEqual(Array.from(bytes, () => 1));
  expect(bytewise.filter(({ source }) => source === 'unknown').map(({ start, end }) => ({ start, end }))).toEqual(gaps);
  expect(shortfall).toBeGreaterThanOrEqual(0);
};

describe('every byte of a frame belongs to exactly one field or gap', () => {
  it('for each shipped layout and any frame', () => {
    const layouts = [...defaultProfile().profile.frames.values()].flatMap((frame) => frame.layouts);
    expect(layouts.map(({ id }) => id)).toEqual(['B', 'L']);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...layouts), (bytes, reader) =>
        tilesTheFrame(reader, bytes),
      ),
      { numRuns: runs(3_000) },
    );
  });

  it('for any layout and any frame', () => {
    fc.assert(fc.property(anyLayout, fc.uint8Array({ maxLength: 24 }), tilesTheFrame), { numRuns: runs(10_000) });
  });
});
