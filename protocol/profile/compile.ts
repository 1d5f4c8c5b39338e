/**
 * Makes a checked profile quick to use: every reference resolved once, so that decoding only reads. Takes what `load.ts`
 * found sound; on anything else it leaves out what it cannot resolve and never throws.
 */
import { parseHex } from '../hex.ts';
import { type Confidence, type LocalText, type SourceKind } from './annotation.ts';
import { type Endian, type FieldType, fieldTypes } from './field-types.ts';
import { matchesGlob } from './glob.ts';
import { compileScale, type Scale } from './scale.ts';
import {
  type AlternativeSpec,
  type ByteFieldSpec,
  type DerivedSpec,
  type FrameSpec,
  type KeySpec,
  type LayoutSpec,
  type ProfileFile,
  type ScalarSpec,
  type WhySpec,
} from './schema.ts';

export type Why = {
  readonly source: SourceKind;
  readonly sourceTitle?: LocalText;
  readonly confidence: Confidence;
  readonly evidence: LocalText;
};
export type Code = { readonly name: string; readonly label: LocalText };
export type Codes = ReadonlyMap<number, Code>;
export type Rival = {
  readonly label: LocalText;
  readonly unit?: string;
  readonly why: Why;
  readonly scale: Scale;
  readonly endian?: Endian;
  /** Whether it gives a number of its own; else it only names another meaning. */
  readonly measures: boolean;
};
export type Meaning = { readonly label: LocalText; readonly why: Why; readonly rivals: readonly Rival[] };
export type Derived = Omit<DerivedSpec, 'why'> & { readonly why: Why };

export type ValueReader = Meaning & {
  readonly type: KeySpec['type'];
  readonly unit?: string;
  readonly scale: Scale;
  readonly valid?: readonly [number, number];
  readonly codes?: Codes;
  readonly marksStale?: number;
  readonly derived: readonly Derived[];
  /** Of a list. */
  readonly separator?: string;
  readonly items?: readonly ValueReader[];
  /** Of an index map. */
  readonly indices?: ReadonlyMap<string, ValueReader>;
  /** Of a hex text. */
  readonly frame?: FrameReader;
};
export type KeyReader = { readonly on?: ReadonlySet<string>; readonly value: ValueReader };

export type BitReader = {
  readonly id: string;
  readonly offset: number;
  readonly width: number;
  readonly label: LocalText;
  readonly codes?: Codes;
};
export type ByteFieldReader = Meaning & {
  readonly id: string;
  readonly offset: number;
  readonly lengthBytes: number;
  readonly type: FieldType;
  readonly typeName: string;
  readonly littleEndian: boolean;
  readonly unit?: string;
  readonly scale: Scale;
  readonly valid?: readonly [number, number];
  readonly expect?: readonly [number, number];
  /** Upper-case hex, as the field's raw. */
  readonly constant?: string;
  readonly equals?: 'frameLength' | 'restLength';
  readonly invalid: ReadonlySet<string>;
  readonly codes?: Codes;
  readonly bits: readonly BitReader[];
  readonly when?: { readonly field: string; readonly equals: number };
};
export type LayoutReader = {
  readonly id: string;
  readonly title: LocalText;
  readonly endian: Endian;
  readonly fields: readonly ByteFieldReader[];
};
export type FrameReader = {
  readonly id: string;
  readonly device?: string;
  readonly length?: readonly [number, number];
  readonly bytes: readonly { readonly offset: number; readonly mask?: Uint8Array; readonly equals: Uint8Array }[];
  readonly layouts: readonly LayoutReader[];
};

export type Profile = {
  readonly id: string;
  readonly version: string;
  readonly title: LocalText;
  readonly devices: readonly { readonly id: string; readonly matches: (name: string) => boolean }[];
  readonly keys: ReadonlyMap<string, KeyReader>;
  readonly frames: ReadonlyMap<string, FrameReader>;
};

export const compileProfile = (file: ProfileFile): Profile => {
  const references: References = {
    sources: new Map(Object.entries(file.sources)),
    codes: new Map(Object.entries(file.enumerations ?? {}).map(([id, codes]) => [id, compileCodes(codes)])),
    frames: new Map(),
  };
  const frames = new Map(
    Object.entries(file.frames ?? {}).map(([id, frame]) => [id, compileFrame(id, frame, references)]),
  );
  const withFrames = { ...references, frames };
  return {
    id: file.id,
    version: file.version,
    title: file.title,
    devices: file.devices.map(({ id, name }) => ({ id, matches: (node) => matchesGlob(name, node) })),
    keys: new Map(
      Object.entries(file.keys).map(([key, spec]) => [
        key,
        { ...(spec.on !== undefined && { on: new Set(spec.on) }), value: compileValue(spec, withFrames) },
      ]),
    ),
    frames,
  };
};

type References = {
  readonly sources: ReadonlyMap<string, { readonly kind: SourceKind; readonly title: LocalText }>;
  readonly codes: ReadonlyMap<string, Codes>;
  readonly frames: ReadonlyMap<string, FrameReader>;
};

const compileCodes = (codes: Readonly<Record<string, Code>>): Codes =>
  new Map(Object.entries(codes).map(([code, named]) => [Number(code), named]));

const compileWhy = ({ source, confidence, evidence }: WhySpec, { sources }: References): Why => {
  const found = sources.get(source);
  return found === undefined
    ? { source: 'unknown', confidence, evidence }
    : { source: found.kind, sourceTitle: found.title, confidence, evidence };
};

const compileRival = (spec: AlternativeSpec, references: References): Rival => ({
  label: spec.label,
  ...(spec.unit !== undefined && { unit: spec.unit }),
  why: compileWhy(spec.why, references),
  scale: compileScale(spec.scale, spec.add),
  ...(spec.endian !== undefined && { endian: spec.endian }),
  measures: [spec.unit, spec.scale, spec.add, spec.endian].some((given) => given !== undefined),
});

const compileMeaning = (
  spec: { readonly label: LocalText; readonly why: WhySpec; readonly alternatives?: readonly AlternativeSpec[] },
  references: References,
): Meaning => ({
  label: spec.label,
  why: compileWhy(spec.why, references),
  rivals: (spec.alternatives ?? []).map((alternative) => compileRival(alternative, references)),
});

type Quantity = {
  readonly unit?: string;
  readonly scale?: number;
  readonly add?: number;
  readonly valid?: readonly [number, number];
};

const compileValue = (spec: KeySpec | ScalarSpec, references: References): ValueReader => {
  const derived = ('derived' in spec ? spec.derived : undefined) ?? [];
  const codes = spec.type === 'enumeration' ? references.codes.get(spec.enumeration) : undefined;
  const frame = spec.type === 'hex' && spec.frame !== undefined ? references.frames.get(spec.frame) : undefined;
  const quantity: Quantity = spec.type === 'integer' || spec.type === 'number' ? spec : {};
  return {
    ...compileMeaning(spec, references),
    type: spec.type,
    ...(quantity.unit !== undefined && { unit: quantity.unit }),
    scale: compileScale(quantity.scale, quantity.add),
    ...(quantity.valid !== undefined && { valid: quantity.valid }),
    ...(codes !== undefined && { codes }),
    ...(spec.type === 'enumeration' && spec.marksStale !== undefined && { marksStale: spec.marksStale }),
    derived: derived.map((one) => ({ ...one, why: compileWhy(one.why, references) })),
    ...(spec.type === 'list' && {
      separator: spec.separator,
      items: spec.items.map((item) => compileValue(item, references)),
    }),
    ...(spec.type === 'index-map' && {
      indices: new Map(Object.entries(spec.indices).map(([index, one]) => [index, compileValue(one, references)])),
    }),
    ...(frame !== undefined && { frame }),
  };
};

const compileFrame = (id: string, spec: FrameSpec, references: References): FrameReader => ({
  id,
  ...(spec.match.device !== undefined && { device: spec.match.device }),
  ...(spec.match.length !== undefined && { length: spec.match.length }),
  bytes: (spec.match.bytes ?? []).map(({ offset, mask, equals }) => ({
    offset,
    ...(mask !== undefined && { mask: bytesOf(mask) }),
    equals: bytesOf(equals),
  })),
  layouts: spec.layouts.map((layout) => compileLayout(layout, references)),
});

const bytesOf = (hex: string): Uint8Array => {
  const parsed = parseHex(hex);
  return parsed.ok ? parsed.bytes : new Uint8Array();
};

const compileLayout = (spec: LayoutSpec, references: References): LayoutReader => ({
  id: spec.id,
  title: spec.title,
  endian: spec.endian,
  fields: spec.fields.map((field) => compileByteField(field, spec.endian, references)),
});

const compileByteField = (spec: ByteFieldSpec, endian: Endian, references: References): ByteFieldReader => {
  const type = fieldTypes[spec.type];
  const codesOf = (enumeration: string | undefined) =>
    enumeration === undefined ? undefined : references.codes.get(enumeration);
  const codes = codesOf(spec.enumeration);
  return {
    ...compileMeaning(spec, references),
    id: spec.id,
    offset: spec.offset,
    lengthBytes: type.lengthBytes ?? spec.length ?? 1,
    type,
    typeName: spec.type,
    littleEndian: (spec.endian ?? endian) === 'le',
    ...(spec.unit !== undefined && { unit: spec.unit }),
    scale: compileScale(spec.scale, spec.add),
    ...(spec.valid !== undefined && { valid: spec.valid }),
    ...(spec.expect !== undefined && { expect: spec.expect }),
    ...(spec.constant !== undefined && { constant: spec.constant }),
    ...(spec.equals !== undefined && { equals: spec.equals }),
    invalid: new Set(spec.invalid ?? []),
    ...(codes !== undefined && { codes }),
    bits: (spec.bits ?? []).map(({ id, offset, width, label, enumeration }) => {
      const bitCodes = codesOf(enumeration);
      return { id, offset, width, label, ...(bitCodes !== undefined && { codes: bitCodes }) };
    }),
    ...(spec.when !== undefined && { when: spec.when }),
  };
};
