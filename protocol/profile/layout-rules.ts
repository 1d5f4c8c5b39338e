/** The rules about byte fields: that they lie in the frame, do not overlap, and ask of their bytes only what these can tell. */
import { bcdLimitBytes, bitsLimitBytes, fieldTypes } from './field-types.ts';
import { type ByteFieldSpec, type FrameSpec, type ProfileFile } from './schema.ts';
import { type JsonPath, type Rule } from './rules.ts';

type Spot = {
  readonly field: ByteFieldSpec;
  readonly path: JsonPath;
  readonly lengthBytes: number;
  readonly before: readonly ByteFieldSpec[];
  readonly frame: FrameSpec;
};

const lengthOf = (field: ByteFieldSpec): number => fieldTypes[field.type].lengthBytes ?? field.length ?? 1;
const isUnsigned = ({ type }: ByteFieldSpec): boolean => {
  const row = fieldTypes[type];
  return row.reads === 'number' && row.unsigned;
};

const fields = function* (file: ProfileFile): Generator<Spot> {
  for (const [id, frame] of Object.entries(file.frames ?? {})) {
    for (const [i, layout] of frame.layouts.entries()) {
      for (const [j, field] of layout.fields.entries()) {
        const path = ['frames', id, 'layouts', i, 'fields', j];
        yield { field, path, lengthBytes: lengthOf(field), before: layout.fields.slice(0, j), frame };
      }
    }
  }
};

/** One place a field: the property that breaks the rule. */
const perField = (broken: (spot: Spot) => JsonPath | undefined): Rule['broken'] =>
  function* (file) {
    for (const spot of fields(file)) {
      const at = broken(spot);
      if (at !== undefined) yield [...spot.path, ...at];
    }
  };

/** Where a field lies: from the start, or from the end where the frame's length is not fixed. */
const spanIn = (
  field: ByteFieldSpec,
  { match }: FrameSpec,
): readonly [from: 'start' | 'end', start: number, end: number] => {
  const fixed = match.length !== undefined && match.length[0] === match.length[1] ? match.length[0] : undefined;
  const lengthBytes = lengthOf(field);
  if (field.offset >= 0) return ['start', field.offset, field.offset + lengthBytes];
  const start = fixed === undefined ? field.offset : fixed + field.offset;
  return [fixed === undefined ? 'end' : 'start', start, start + lengthBytes];
};

/** Two fields that are never there at the same time may share bytes. */
const exclusive = (a: ByteFieldSpec, b: ByteFieldSpec): boolean =>
  a.when !== undefined && b.when !== undefined && a.when.field === b.when.field && a.when.equals !== b.when.equals;

export const layoutRules: readonly Rule[] = [
  {
    id: 'length-wrong',
    broken: perField(({ field, lengthBytes }) => {
      const own = fieldTypes[field.type].lengthBytes;
      if (own !== null) return field.length === undefined || field.length === own ? undefined : ['length'];
      if (field.length === undefined) return [];
      const limit = field.type === 'bcd' ? bcdLimitBytes : field.type === 'bits' ? bitsLimitBytes : lengthBytes;
      return lengthBytes > limit ? ['length'] : undefined;
    }),
  },
  {
    id: 'outside-frame',
    broken: perField(({ field, lengthBytes, frame }) => {
      const longest = frame.match.length?.[1] ?? 1_024;
      const inside =
        field.offset >= 0
          ? field.offset + lengthBytes <= longest
          : -field.offset <= longest && lengthBytes <= -field.offset;
      return inside ? undefined : ['offset'];
    }),
  },
  {
    id: 'overlap',
    broken: perField(({ field, before, frame }) => {
      const [from, start, end] = spanIn(field, frame);
      const collides = before.some((other) => {
        const [otherFrom, otherStart, otherEnd] = spanIn(other, frame);
        return from === otherFrom && start < otherEnd && otherStart < end && !exclusive(field, other);
      });
      return collides ? ['offset'] : undefined;
    }),
  },
  {
    id: 'bytes-length',
    *broken(file) {
      for (const { field, path, lengthBytes } of fields(file)) {
        const fits = (hex: string) => hex.length === lengthBytes * 2;
        if (field.constant !== undefined && !fits(field.constant)) yield [...path, 'constant'];
        for (const [i, hex] of (field.invalid ?? []).entries()) if (!fits(hex)) yield [...path, 'invalid', i];
      }
      for (const [id, { match }] of Object.entries(file.frames ?? {})) {
        for (const [i, { mask, equals }] of (match.bytes ?? []).entries()) {
          if (mask !== undefined && mask.length !== equals.length) yield ['frames', id, 'match', 'bytes', i, 'mask'];
        }
      }
    },
  },
  {
    id: 'equals-not-unsigned',
    broken: perField(({ field }) => (field.equals !== undefined && !isUnsigned(field) ? ['equals'] : undefined)),
  },
  {
    id: 'bits-outside',
    *broken(file) {
      for (const { field, path, lengthBytes } of fields(file)) {
        if (field.bits !== undefined && (!isUnsigned(field) || field.type === 'bcd')) yield [...path, 'bits'];
        for (const [i, { offset, width }] of (field.bits ?? []).entries()) {
          if (offset + width > lengthBytes * 8) yield [...path, 'bits', i];
        }
      }
    },
  },
  {
    id: 'when-unknown',
    broken: perField(({ field, before }) => {
      const { when } = field;
      if (when === undefined) return undefined;
      const earlier = before.find(({ id }) => id === when.field);
      return earlier !== undefined && fieldTypes[earlier.type].reads === 'number' ? undefined : ['when', 'field'];
    }),
  },
];
