/**
 * The form of a decode profile: what a file may say, not whether it makes sense (that is `rules.ts`). Data only: no
 * expressions, no patterns but the two wildcards of a device name, no addresses that are fetched.
 */
import * as v from 'valibot';
import { confidences } from './annotation.ts';
import { fieldTypeNames } from './field-types.ts';

export const formatVersion = 1;
export const profileLimitChars = 262_144;

const id = v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/));
const fieldId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,31}$/));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
const label = v.strictObject({ zh: name, en: name });
const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const unit = v.pipe(v.string(), v.minLength(1), v.maxLength(16));
const endian = v.picklist(['be', 'le']);
/** Lowest and highest, both included, after scale. */
const range = v.strictTuple([v.number(), v.number()]);
const hex = v.pipe(v.string(), v.regex(/^([0-9A-F]{2}){1,64}$/));
/** Negative: from the end of the frame. */
const byteOffset = v.pipe(v.number(), v.integer(), v.minValue(-1_024), v.maxValue(1_023));
const whole = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));
const listOf = <const S extends v.GenericSchema>(schema: S, limit: number) =>
  v.pipe(v.array(schema), v.maxLength(limit));
const namedBy = <const S extends v.GenericSchema>(pattern: RegExp, schema: S, limit: number) =>
  v.pipe(v.record(v.pipe(v.string(), v.regex(pattern)), schema), v.maxEntries(limit));

/** Why a meaning is claimed: mandatory wherever one is. */
const why = v.strictObject({
  source: id,
  confidence: v.picklist(confidences),
  evidence: v.strictObject({ zh: sentence, en: sentence }),
});
/** A rival reading of the same text or bytes. */
const alternative = v.strictObject({
  label,
  why,
  unit: v.exactOptional(unit),
  scale: v.exactOptional(v.number()),
  add: v.exactOptional(v.number()),
  endian: v.exactOptional(endian),
});
const meaning = { label, why, alternatives: v.exactOptional(listOf(alternative, 8)) };

/** value = number * scale + add. Outside `valid` is an error; `expect` only ranks layouts. */
const quantity = {
  unit: v.exactOptional(unit),
  scale: v.exactOptional(v.number()),
  add: v.exactOptional(v.number()),
  valid: v.exactOptional(range),
  expect: v.exactOptional(range),
};

/** An item's number, `value` (the field itself) or `ts` (the entry's time). */
const operand = v.union([whole(0, 31), v.picklist(['value', 'ts'])]);
const derived = v.strictObject({
  id: fieldId,
  operation: v.picklist(['subtract', 'add', 'ratio']),
  of: v.strictTuple([operand, operand]),
  unit: v.exactOptional(unit),
  label,
  why,
});
const derivedFields = { derived: v.exactOptional(listOf(derived, 8)) };

const scalar = <const E extends v.ObjectEntries>(more: E) =>
  [
    v.strictObject({ type: v.literal('integer'), ...meaning, ...quantity, ...derivedFields, ...more }),
    v.strictObject({ type: v.literal('number'), ...meaning, ...quantity, ...derivedFields, ...more }),
    v.strictObject({ type: v.literal('text'), ...meaning, ...more }),
    v.strictObject({ type: v.literal('boolean'), ...meaning, ...more }),
    v.strictObject({
      type: v.literal('enumeration'),
      ...meaning,
      enumeration: id,
      /** With this code the other values of the same index map are old. */
      marksStale: v.exactOptional(v.pipe(v.number(), v.integer())),
      ...more,
    }),
    /** ms since the epoch. */
    v.strictObject({ type: v.literal('time'), ...meaning, ...derivedFields, ...more }),
    v.strictObject({ type: v.literal('json'), ...meaning, ...more }),
  ] as const;

const scalarSpec = v.variant('type', [...scalar({})]);
const on = { on: v.exactOptional(v.pipe(v.array(id), v.minLength(1), v.maxLength(64))) };
const keySpec = v.variant('type', [
  ...scalar(on),
  v.strictObject({
    type: v.literal('list'),
    ...meaning,
    ...on,
    separator: v.pipe(v.string(), v.length(1)),
    items: listOf(scalarSpec, 32),
    ...derivedFields,
  }),
  v.strictObject({
    type: v.literal('index-map'),
    ...meaning,
    ...on,
    indices: namedBy(/^\d{1,3}$/, scalarSpec, 256),
  }),
  v.strictObject({ type: v.literal('hex'), ...meaning, ...on, frame: v.exactOptional(id) }),
]);

const bitField = v.strictObject({
  id: fieldId,
  /** 0 is the least significant bit of the number the bytes make. */
  offset: whole(0, 31),
  width: whole(1, 32),
  enumeration: v.exactOptional(id),
  label,
});
const byteField = v.strictObject({
  id: fieldId,
  offset: byteOffset,
  /** Bytes; only for types without a length of their own. */
  length: v.exactOptional(whole(1, 1_024)),
  type: v.picklist(fieldTypeNames),
  endian: v.exactOptional(endian),
  ...meaning,
  ...quantity,
  /** The bytes are always these. */
  constant: v.exactOptional(hex),
  /** The number always equals this length in bytes: the whole frame, or what follows the field. */
  equals: v.exactOptional(v.picklist(['frameLength', 'restLength'])),
  /** Bytes that mean "no value". */
  invalid: v.exactOptional(listOf(hex, 8)),
  enumeration: v.exactOptional(id),
  bits: v.exactOptional(listOf(bitField, 32)),
  /** Only there if an earlier field's number, before scale, is this. */
  when: v.exactOptional(v.strictObject({ field: fieldId, equals: v.pipe(v.number(), v.integer()) })),
});
const layout = v.strictObject({
  id,
  title: label,
  endian,
  fields: v.pipe(v.array(byteField), v.minLength(1), v.maxLength(256)),
});
const frame = v.strictObject({
  match: v.strictObject({
    device: v.exactOptional(id),
    /** Shortest and longest, bytes. */
    length: v.exactOptional(v.strictTuple([whole(1, 1_024), whole(1, 1_024)])),
    bytes: v.exactOptional(listOf(v.strictObject({ offset: byteOffset, mask: v.exactOptional(hex), equals: hex }), 16)),
  }),
  layouts: v.pipe(v.array(layout), v.minLength(1), v.maxLength(16)),
});

export const profileSchema = v.strictObject({
  format: v.literal('gw-decode-profile'),
  formatVersion: v.literal(formatVersion),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9.-]{1,64}$/)),
  version: v.pipe(v.string(), v.regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/)),
  title: label,
  sources: namedBy(
    /^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/,
    v.strictObject({
      kind: v.picklist(['documented', 'related-code', 'inferred', 'user']),
      title: label,
      uri: v.exactOptional(v.pipe(v.string(), v.maxLength(300))),
    }),
    64,
  ),
  enumerations: v.exactOptional(
    namedBy(
      /^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/,
      namedBy(
        /^-?\d{1,10}$/,
        /** `name` is what scripts see: it never changes with the language. */
        v.strictObject({ name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)), label }),
        256,
      ),
      256,
    ),
  ),
  devices: listOf(
    v.strictObject({ id, name: v.pipe(v.string(), v.minLength(1), v.maxLength(128)), title: v.exactOptional(label) }),
    64,
  ),
  keys: namedBy(/^[^]{1,255}$/, keySpec, 256),
  frames: v.exactOptional(namedBy(/^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/, frame, 64)),
  /** Vectors: what these values must decode to. `expect` names paths; a list, an object or a layout nests. */
  tests: v.exactOptional(
    listOf(
      v.strictObject({
        name: v.exactOptional(label),
        source: v.exactOptional(id),
        device: v.pipe(v.string(), v.maxLength(255)),
        ts: v.exactOptional(v.pipe(v.number(), v.integer())),
        values: v.record(v.string(), v.unknown()),
        expect: v.record(v.string(), v.unknown()),
      }),
      200,
    ),
  ),
});

export type ProfileFile = v.InferOutput<typeof profileSchema>;
export type KeySpec = ProfileFile['keys'][string];
export type ScalarSpec = v.InferOutput<typeof scalarSpec>;
export type ByteFieldSpec = v.InferOutput<typeof byteField>;
export type LayoutSpec = v.InferOutput<typeof layout>;
export type FrameSpec = v.InferOutput<typeof frame>;
export type WhySpec = v.InferOutput<typeof why>;
export type AlternativeSpec = v.InferOutput<typeof alternative>;
export type DerivedSpec = v.InferOutput<typeof derived>;
