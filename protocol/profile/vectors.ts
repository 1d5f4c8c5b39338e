/** Runs the tests a profile carries: decodes their values and compares. */
import { type Entry, type Field, type Scalar } from './annotation.ts';
import { type Profile } from './compile.ts';
import { decode } from './decode.ts';
import { pathTo } from './field.ts';
import { type Vector } from './load.ts';

export type Mismatch = {
  /** Number of the test in the file, from 1. */
  readonly test: number;
  /** `power.1`, `da.B.batt` */
  readonly path: string;
  readonly expected: unknown;
  /** Null: no such field, or one without a value. */
  readonly got: unknown;
};
export type VectorOutcome = { readonly passed: number; readonly failed: readonly Mismatch[] };

/** `passed` counts tests without a mismatch. */
export const runVectors = (profile: Profile, vectors: readonly Vector[]): VectorOutcome => {
  const perTest = vectors.map((vector, i) => {
    // As one telemetry entry, so that values derived from its time can be expected too.
    const text = `{${JSON.stringify(vector.device)}:[{"ts":${String(vector.ts ?? 0)},"values":${vector.valuesText}}]}`;
    const entry = decode(text, { profile, topic: 'v1/gateway/telemetry' }).entries[0];
    return Object.entries(vector.expect).flatMap(([path, expected]) =>
      compare(path, expected, entry).map((mismatch) => ({ test: i + 1, ...mismatch })),
    );
  });
  return { passed: perTest.filter(({ length }) => length === 0).length, failed: perTest.flat() };
};

const compare = (path: string, expected: unknown, entry: Entry | undefined): Omit<Mismatch, 'test'>[] => {
  const field = entry?.fields.find((one) => one.path === path);
  if (!isRecord(expected)) return matches(field, expected) ? [] : [{ path, expected, got: field?.value ?? null }];
  if (field?.frame === undefined) {
    return Object.entries(expected).flatMap(([key, inner]) => compare(pathTo(path, key), inner, entry));
  }
  const { layouts } = field.frame;
  return Object.entries(expected).flatMap(([id, values]) => {
    const fields = layouts.find((layout) => layout.id === id)?.fields;
    return Object.entries(isRecord(values) ? values : {}).flatMap(([name, wanted]) => {
      const found = fields?.find((one) => one.path === `${path}.${name}`);
      return matches(found, wanted)
        ? []
        : [{ path: `${path}.${id}.${name}`, expected: wanted, got: found?.value ?? null }];
    });
  });
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An enumeration may be expected by its name or by its number; no value by null. */
const matches = (field: Field | undefined, expected: unknown): boolean => {
  if (field === undefined) return false;
  const { value = null, code } = field;
  if (Array.isArray(expected)) {
    const wanted = expected as readonly unknown[];
    return isList(value) && value.length === wanted.length && value.every((one, i) => one === wanted[i]);
  }
  return value === expected || (code !== undefined && code === expected);
};

const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] => Array.isArray(value);
