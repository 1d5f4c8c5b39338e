/**
 * Takes a payload apart into entries — whose, when, which keys — as the platform would (facts B1, H17-H20). Says what the
 * platform would do with each odd place; reads no value.
 */
import { type JsonArray, type JsonMember, type JsonNode, type JsonObject, memberOf } from '../json/tree.ts';
import { type PayloadShape, type Problem, type TextRange, type Timestamp } from './annotation.ts';
import { note, pathTo } from './field.ts';
import { lastOfEachName, rawOf } from './read-value.ts';
import { looksLikeSeconds, utcOf } from './time.ts';

export type RangeOf = (start: number, end: number) => TextRange;

/** An entry before its values are read. */
export type RawEntry = {
  readonly node: string | null;
  readonly nodeText?: TextRange;
  readonly ts: Timestamp | null;
  readonly members: readonly JsonMember[];
};
export type Found = {
  readonly entries: readonly RawEntry[];
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
};

/** `mapKey` is the profile's name for a bare index map. */
export const takeApart = (
  shape: Exclude<PayloadShape, 'frame' | 'nothing'>,
  root: JsonNode,
  source: string,
  rangeOf: RangeOf,
  node: string | null,
  mapKey: string,
): Found => {
  const warnings: Problem[] = [];
  const errors: Problem[] = [];
  const found = { source, rangeOf, warnings, errors };
  const done = (entries: readonly RawEntry[]): Found => ({ entries, warnings, errors });

  if (shape === 'entry') {
    const items = root.kind === 'array' ? root.items : [root];
    return done(
      items.flatMap((item, i) => entryOf(item, { node }, root.kind === 'array' ? pathTo('', String(i)) : '', found)),
    );
  }
  if (root.kind !== 'object') {
    errors.push({ code: 'shape-unknown', path: '', parameters: {}, text: rangeOf(root.start, root.end) });
    return done([]);
  }
  const members = lastOfEachName(root);
  switch (shape) {
    case 'telemetry':
      return done(members.flatMap((member) => telemetryOf(member, found)));
    case 'attributes':
      return done(members.flatMap((member) => attributesOf(member, found)));
    case 'connect': {
      const device = memberOf(root, 'device')?.value;
      const named =
        device?.kind === 'string' ? { node: device.value, nodeText: rangeOf(device.start, device.end) } : { node };
      return done([{ ...named, ts: null, members }]);
    }
    case 'index-map':
      // The text does not name the map: its key has no place in it.
      return done([
        { node, ts: null, members: [{ key: mapKey, keyStart: root.start, keyEnd: root.start, value: root }] },
      ]);
    case 'values':
      return done([{ node, ts: null, members }]);
    case 'json':
      errors.push({ code: 'shape-unknown', path: '', parameters: {}, text: rangeOf(root.start, root.end) });
      return done([]);
  }
};

type Finding = {
  readonly source: string;
  readonly rangeOf: RangeOf;
  readonly warnings: Problem[];
  readonly errors: Problem[];
};
type Named = Pick<RawEntry, 'node' | 'nodeText'>;

const telemetryOf = ({ key, keyStart, keyEnd, value }: JsonMember, found: Finding): RawEntry[] => {
  const nodeText = found.rangeOf(keyStart, keyEnd);
  const path = pathTo('', key);
  if (value.kind !== 'array') {
    found.errors.push({ code: 'node-not-an-array', path, parameters: {}, text: found.rangeOf(value.start, value.end) });
    return [];
  }
  if (value.items.length === 0) {
    found.warnings.push({ code: 'node-empty', path, parameters: {}, text: found.rangeOf(value.start, value.end) });
  }
  return entriesOf(value, { node: key, nodeText }, path, found);
};

const entriesOf = ({ items }: JsonArray, named: Named, path: string, found: Finding): RawEntry[] =>
  items.flatMap((item, i) => entryOf(item, named, pathTo(path, String(i)), found));

const attributesOf = ({ key, keyStart, keyEnd, value }: JsonMember, found: Finding): RawEntry[] => {
  const nodeText = found.rangeOf(keyStart, keyEnd);
  if (value.kind === 'object') return [{ node: key, nodeText, ts: null, members: lastOfEachName(value) }];
  const text = found.rangeOf(value.start, value.end);
  found.errors.push({ code: 'node-not-an-object', path: pathTo('', key), parameters: {}, text });
  return [];
};

const entryOf = (node: JsonNode, named: Named, path: string, found: Finding): RawEntry[] => {
  const text = found.rangeOf(node.start, node.end);
  if (node.kind !== 'object') {
    found.errors.push({ code: 'entry-not-an-object', path, parameters: {}, text });
    return [];
  }
  const ts = memberOf(node, 'ts');
  const values = memberOf(node, 'values');
  if (ts === undefined || values === undefined) {
    if (ts !== undefined || values !== undefined) {
      const lacks = ts === undefined ? 'ts' : 'values';
      found.warnings.push({ code: 'entry-incomplete', path, parameters: { lacks }, text });
    }
    // The engineer meant the values: they are shown as such, with the warning of what the platform makes of it.
    const meant: JsonObject = values?.value.kind === 'object' ? values.value : node;
    return [{ ...named, ts: null, members: lastOfEachName(meant) }];
  }
  const time = timeOf(ts.value, pathTo(path, 'ts'), found);
  if (values.value.kind !== 'object') {
    const place = found.rangeOf(values.value.start, values.value.end);
    found.errors.push({ code: 'values-not-an-object', path: pathTo(path, 'values'), parameters: {}, text: place });
    return [{ ...named, ts: time, members: [] }];
  }
  return [{ ...named, ts: time, members: lastOfEachName(values.value) }];
};

/** As the platform reads it: a JSON number, or a string of digits (facts B3). */
const timeOf = (node: JsonNode, path: string, found: Finding): Timestamp => {
  const raw = rawOf(node, found.source);
  const text = found.rangeOf(node.start, node.end);
  const shown = raw.slice(0, 80);
  const readable = node.kind === 'number' || (node.kind === 'string' && /^[+-]?\d{1,19}$/.test(raw));
  const at = readable ? Math.trunc(Number(raw)) : Number.NaN;
  const utc = utcOf(at);
  if (utc === undefined) {
    found.errors.push({ code: 'ts-not-a-time', path, parameters: { raw: shown }, text });
    return { raw, notes: [note('error', 'not-a-number', { raw: shown })], text };
  }
  const seconds = looksLikeSeconds(at);
  if (seconds) found.warnings.push({ code: 'ts-in-seconds', path, parameters: { raw: shown }, text });
  return { raw, at, utc, notes: seconds ? [note('note', 'seconds-not-ms')] : [], text };
};
