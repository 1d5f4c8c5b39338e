/**
 * What the form of a profile cannot say, one rule a row: each looks at the whole file and names the places that break it.
 * Words are in `rule-words.ts`. A file that breaks any rule is not used.
 */
import { layoutRules } from './layout-rules.ts';
import { type KeySpec, type ProfileFile, type ScalarSpec } from './schema.ts';

export type JsonPath = readonly (string | number)[];
export type Rule = { readonly id: ProfileRule; readonly broken: (file: ProfileFile) => Iterable<JsonPath> };

export const profileRules = [
  'json', // not JSON
  'too-large', // text, strings or number of keys
  'too-deep',
  'duplicate-key',
  'form', // not what the schema describes
  'format-newer', // made for a newer version of this program
  'source-unknown',
  'source-without-title',
  'enumeration-unknown',
  'device-unknown',
  'frame-unknown',
  'id-twice',
  'name-reserved',
  'label-characters',
  'range-reversed',
  'operand-unknown',
  'length-wrong',
  'outside-frame',
  'overlap',
  'bytes-length',
  'equals-not-unsigned',
  'bits-outside',
  'when-unknown',
  'test-path-unknown',
] as const;
export type ProfileRule = (typeof profileRules)[number];

/** Every object of the file with its path, for rules about names that may stand anywhere. */
const walk = function* (
  value: unknown,
  path: JsonPath = [],
): Generator<readonly [Readonly<Record<string, unknown>>, JsonPath]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [value as Readonly<Record<string, unknown>>, path];
  for (const [key, inner] of Object.entries(value))
    yield* walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
};

/** Tests hold a device's values, not the profile's own words. */
const withoutTests = (file: ProfileFile) => ({ ...file, tests: undefined });

const refersTo = (property: string, exists: (file: ProfileFile, id: string) => boolean): Rule['broken'] =>
  function* (file) {
    for (const [object, path] of walk(withoutTests(file))) {
      const id = object[property];
      if (typeof id === 'string' && !exists(file, id)) yield [...path, property];
    }
  };

const twice = function* (items: readonly { readonly id: string }[], path: JsonPath): Generator<JsonPath> {
  const seen = new Set<string>();
  for (const [i, { id }] of items.entries()) {
    if (seen.has(id)) yield [...path, i, 'id'];
    seen.add(id);
  }
};

export const frameEntries = (file: ProfileFile) => Object.entries(file.frames ?? {});

/** Keys, items and indices with their paths. */
export const specs = function* (file: ProfileFile): Generator<readonly [KeySpec | ScalarSpec, JsonPath]> {
  for (const [key, spec] of Object.entries(file.keys)) {
    yield [spec, ['keys', key]];
    if (spec.type === 'list') for (const [i, item] of spec.items.entries()) yield [item, ['keys', key, 'items', i]];
    if (spec.type === 'index-map') {
      for (const [index, item] of Object.entries(spec.indices)) yield [item, ['keys', key, 'indices', index]];
    }
  }
};

/** Control characters, and those that turn the reading direction: what stands on the screen must be what is in the file. */
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

export const rules: readonly Rule[] = [
  { id: 'source-unknown', broken: refersTo('source', (file, id) => Object.hasOwn(file.sources, id)) },
  {
    id: 'source-without-title',
    *broken({ sources }) {
      for (const [id, { kind, title, uri }] of Object.entries(sources)) {
        const titled = title.zh.trim() !== '' && title.en.trim() !== '';
        if (kind === 'documented' && !titled && (uri ?? '').trim() === '') yield ['sources', id];
      }
    },
  },
  {
    id: 'enumeration-unknown',
    broken: refersTo('enumeration', (file, id) => Object.hasOwn(file.enumerations ?? {}, id)),
  },
  {
    id: 'device-unknown',
    *broken(file) {
      const known = new Set(file.devices.map(({ id }) => id));
      for (const [key, { on = [] }] of Object.entries(file.keys)) {
        for (const [i, id] of on.entries()) if (!known.has(id)) yield ['keys', key, 'on', i];
      }
      for (const [id, { match }] of frameEntries(file)) {
        if (match.device !== undefined && !known.has(match.device)) yield ['frames', id, 'match', 'device'];
      }
    },
  },
  {
    id: 'frame-unknown',
    *broken(file) {
      for (const [key, spec] of Object.entries(file.keys)) {
        if (spec.type === 'hex' && spec.frame !== undefined && !Object.hasOwn(file.frames ?? {}, spec.frame)) {
          yield ['keys', key, 'frame'];
        }
      }
    },
  },
  {
    id: 'id-twice',
    *broken(file) {
      yield* twice(file.devices, ['devices']);
      for (const [spec, path] of specs(file)) if ('derived' in spec) yield* twice(spec.derived, [...path, 'derived']);
      for (const [id, { layouts }] of frameEntries(file)) {
        yield* twice(layouts, ['frames', id, 'layouts']);
        for (const [i, { fields }] of layouts.entries()) {
          const path = ['frames', id, 'layouts', i, 'fields'];
          yield* twice(fields, path);
          for (const [j, { bits = [] }] of fields.entries()) yield* twice(bits, [...path, j, 'bits']);
        }
      }
    },
  },
  {
    id: 'label-characters',
    *broken(file) {
      for (const [object, path] of walk(withoutTests(file))) {
        for (const language of ['zh', 'en']) {
          const words = object[language];
          if (typeof words === 'string' && hidden.test(words)) yield [...path, language];
        }
      }
    },
  },
  {
    id: 'range-reversed',
    *broken(file) {
      for (const [object, path] of walk(withoutTests(file))) {
        for (const property of ['valid', 'expect', 'length']) {
          const range = object[property];
          if (!Array.isArray(range)) continue;
          const [low, high] = range as readonly unknown[];
          if (typeof low === 'number' && typeof high === 'number' && low > high) yield [...path, property];
        }
      }
    },
  },
  {
    id: 'operand-unknown',
    *broken(file) {
      for (const [spec, path] of specs(file)) {
        const derived = 'derived' in spec ? spec.derived : [];
        for (const [i, { of }] of derived.entries()) {
          for (const [j, operand] of of.entries()) {
            const items = spec.type === 'list' ? spec.items.length : 0;
            const exists = operand === 'ts' || (operand === 'value' ? spec.type !== 'list' : operand < items);
            if (!exists) yield [...path, 'derived', i, 'of', j];
          }
        }
      }
    },
  },
  {
    id: 'test-path-unknown',
    *broken(file) {
      for (const [i, { expect }] of (file.tests ?? []).entries()) {
        for (const [path, wanted] of Object.entries(expect)) {
          for (const unknown of unknownNames(file, path, wanted)) yield ['tests', i, 'expect', ...unknown];
        }
      }
    },
  },
  ...layoutRules,
];

/** Names a test expects that the profile does not have: `mFifo.backlog`, a layout, a field of it. */
const unknownNames = function* (file: ProfileFile, path: string, wanted: unknown): Generator<JsonPath> {
  const key = Object.keys(file.keys).find((name) => path === name || path.startsWith(`${name}.`));
  const spec = key === undefined ? undefined : file.keys[key];
  if (spec === undefined) {
    yield [path];
    return;
  }
  const frame = spec.type === 'hex' && spec.frame !== undefined ? file.frames?.[spec.frame] : undefined;
  if (frame === undefined || typeof wanted !== 'object' || wanted === null) return;
  for (const [layoutId, values] of Object.entries(wanted)) {
    const layout = frame.layouts.find(({ id }) => id === layoutId);
    if (layout === undefined) {
      yield [path, layoutId];
      continue;
    }
    for (const name of Object.keys((values ?? {}) as object)) {
      const [fieldId, bitId] = name.split('.');
      const field = layout.fields.find(({ id }) => id === fieldId);
      if (field === undefined || (bitId !== undefined && !field.bits?.some(({ id }) => id === bitId))) {
        yield [path, layoutId, name];
      }
    }
  }
};
