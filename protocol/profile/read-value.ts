/** Turns one key of an entry into fields: the value itself, then its items, indices, frame and derived values. */
import { type HexProblem, parseHex } from '../hex.ts';
import { type JsonMember, type JsonNode, type JsonObject } from '../json/tree.ts';
import { type Alternative, type Field, type Note, type RawForm, type Scalar, type TextRange } from './annotation.ts';
import { type Derived, type FrameReader, type ValueReader } from './compile.ts';
import { alternativeOf, knownField, note, pathTo, unknownField, type Reading } from './field.ts';
import { type Ranking } from './rank.ts';
import { readFrame } from './read-frame.ts';
import { plainValue, readScalar } from './read-scalar.ts';
import { applyScale } from './scale.ts';

/** What reading needs besides the value: where it stands and what the entry knows. */
export type Surroundings = {
  readonly source: string;
  readonly rangeOf: (start: number, end: number) => TextRange;
  /** The entry's time, ms. */
  readonly ts?: number | undefined;
  readonly ranking: (reader: FrameReader, path: string) => Ranking | undefined;
};

type Spot = {
  readonly path: string;
  readonly key: string;
  readonly parent?: string;
  readonly form: RawForm;
  readonly raw: string;
  readonly text: NonNullable<Field['text']>;
};

export const readMember = (
  member: JsonMember,
  reader: ValueReader | undefined,
  around: Surroundings,
  parent?: string,
): Field[] => {
  const { key, value } = member;
  const spot: Spot = {
    path: pathTo(parent ?? '', key),
    key,
    ...(parent !== undefined && { parent }),
    form: value.kind,
    raw: rawOf(value, around.source),
    text: {
      ...(member.keyEnd > member.keyStart && { key: around.rangeOf(member.keyStart, member.keyEnd) }),
      value: around.rangeOf(value.start, value.end),
    },
  };
  if (reader === undefined) return [unknownField(spot, plainValue(spot.form, spot.raw))];
  if (reader.type === 'index-map' && value.kind === 'object') return readIndexMap(spot, value, reader, around);
  if (reader.type === 'list' && (value.kind === 'string' || value.kind === 'number'))
    return readList(spot, reader, around);
  if (reader.type === 'hex' && value.kind === 'string') return [readHex(spot, reader, around)];

  const reading = readScalar(reader, spot.form, spot.raw);
  return [scalarField(spot, reader, reading), ...derive(spot, reader, [], reading, around)];
};

/** A string without quotes and escapes; anything else as it stands. */
export const rawOf = (node: JsonNode, source: string): string =>
  node.kind === 'string' ? node.value : source.slice(node.start, node.end);

const scalarField = (spot: Spot, reader: ValueReader, reading: Reading): Field =>
  knownField(spot, reader, reading, rivals(reader, spot.raw, reading.value));

const rivals = (reader: ValueReader, raw: string, value: Field['value']): readonly Alternative[] =>
  reader.rivals.map((rival) => {
    const number = Number(raw);
    const measures = rival.measures && typeof value === 'number' && Number.isFinite(number);
    return alternativeOf(rival, measures ? applyScale(number, rival.scale, raw) : undefined);
  });

const readList = (spot: Spot, reader: ValueReader, around: Surroundings): Field[] => {
  const { items = [], separator = ',' } = reader;
  const all = spot.raw.split(separator);
  const parts = all.slice(0, listItemsAtMost);
  // Without escapes each item has its own place in the text.
  const asWritten = around.source.slice(spot.text.value.start + 1, spot.text.value.end - 1) === spot.raw;
  let at = spot.text.value.start + 1;
  const fields = parts.map((raw, i): Field => {
    const text = asWritten ? { value: around.rangeOf(at, at + raw.length) } : spot.text;
    at += raw.length + separator.length;
    const key = String(i);
    const place: Spot = { path: pathTo(spot.path, key), key, parent: spot.path, form: 'item', raw, text };
    const item = items[i];
    return item === undefined
      ? unknownField(place, plainValue('item', raw))
      : scalarField(place, item, readScalar(item, 'item', raw));
  });
  const counts = { have: all.length, need: items.length };
  const notes: Note[] = [];
  if (counts.have < counts.need) notes.push(note('note', 'items-missing', counts));
  if (counts.have > counts.need) notes.push(note('note', 'items-extra', counts));
  // An item without a value keeps its place in the list.
  const values = fields.map(({ value }) => (isScalar(value) ? value : null));
  return [
    knownField(spot, reader, { value: values, notes }),
    ...fields,
    ...derive(spot, reader, values, undefined, around),
  ];
};
/** Far above any list of the platform; keeps a megabyte of commas from becoming a million fields. */
const listItemsAtMost = 256;

const isScalar = (value: Field['value']): value is Scalar =>
  value !== undefined && (value === null || typeof value !== 'object');

const readIndexMap = (spot: Spot, map: JsonObject, reader: ValueReader, around: Surroundings): Field[] => {
  const members = lastOfEachName(map);
  const fields = members.flatMap((member) => readMember(member, reader.indices?.get(member.key), around, spot.path));
  return [knownField(spot, reader, { notes: [] }), ...markStale(fields, reader)];
};

/** In the order of the text; of members with the same name only the last, as the platform keeps it. */
export const lastOfEachName = ({ members }: JsonObject): readonly JsonMember[] => {
  const last = new Map(members.map((member) => [member.key, member]));
  return last.size === members.length ? members : members.filter((member) => last.get(member.key) === member);
};

/** The flag itself is marked; the others only carry a hint, since what the flag means is itself a reading. */
const markStale = (fields: readonly Field[], { indices }: ValueReader): readonly Field[] => {
  const flag = fields.find(({ key, code }) => code !== undefined && indices?.get(key)?.marksStale === code);
  if (flag === undefined) return fields;
  return fields.map((field) => {
    const mark =
      field === flag
        ? note('note', 'marks-stale', { count: fields.length - 1 })
        : note('info', 'stale', { by: flag.path });
    return {
      ...field,
      status: field === flag && field.status === 'ok' ? 'note' : field.status,
      notes: [...field.notes, mark],
    };
  });
};

const readHex = (spot: Spot, reader: ValueReader, around: Surroundings): Field => {
  const parsed = parseHex(spot.raw);
  const { notes } = readScalar(reader, spot.form, spot.raw);
  if (!parsed.ok) {
    return knownField(spot, reader, { value: spot.raw, notes: [...notes, hexNote(parsed.problem)] });
  }
  const ranking = reader.frame === undefined ? undefined : around.ranking(reader.frame, spot.path);
  const { frame, notes: frameNotes } = readFrame(parsed.bytes, reader.frame, spot.path, ranking);
  return { ...knownField(spot, reader, { value: frame.hex, notes: [...notes, ...frameNotes] }), frame };
};

const hexNote = (problem: HexProblem): Note => {
  switch (problem.code) {
    case 'empty':
      return note('note', 'no-value');
    case 'bad-hex-digit':
      // Characters are counted from 1 for people.
      return note('error', problem.code, { at: problem.start + 1, found: problem.found });
    case 'odd-hex-digits':
      return note('error', problem.code, { count: problem.count });
    case 'frame-too-long':
      return note('error', problem.code, { lengthBytes: problem.lengthBytes, limitBytes: problem.limitBytes });
  }
};

const derive = (
  spot: Spot,
  reader: ValueReader,
  items: readonly Scalar[],
  reading: Reading | undefined,
  around: Surroundings,
): Field[] =>
  reader.derived.flatMap((derived): Field[] => {
    const numberOf = (operand: Derived['of'][number]): number | undefined => {
      const value = operand === 'ts' ? around.ts : operand === 'value' ? reading?.value : items[operand];
      return typeof value === 'number' ? value : undefined;
    };
    const [a, b] = derived.of.map(numberOf);
    // Nothing to compute from is not worth a row: the fields it needs already say why they have no value.
    if (a === undefined || b === undefined || (derived.operation === 'ratio' && b === 0)) return [];
    const value = Number(compute[derived.operation](a, b).toPrecision(15));
    const notes = derived.operation === 'subtract' && value < 0 ? [note('note', 'negative-difference')] : [];
    const place = { path: pathTo(spot.path, derived.id), key: derived.id, parent: spot.path, form: 'derived' } as const;
    return [
      knownField({ ...place, raw: `${String(a)} ${signs[derived.operation]} ${String(b)}` }, derived, { value, notes }),
    ];
  });

const compute: Readonly<Record<Derived['operation'], (a: number, b: number) => number>> = {
  subtract: (a, b) => a - b,
  add: (a, b) => a + b,
  ratio: (a, b) => a / b,
};
const signs: Readonly<Record<Derived['operation'], string>> = { subtract: '-', add: '+', ratio: '/' };
