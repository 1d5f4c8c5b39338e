/**
 * What a sender wrote and what stands in the store, laid side by side: the second opinion on a message, made from the text,
 * the wire and the store alone. It knows nothing of the linter and nothing of the platform's rules.
 */
import { parseTree, type Node } from 'jsonc-parser';
import { type StoredValue } from '../../../protocol/practice.ts';

export type Outcome = 'stored' | 'altered' | 'dropped' | 'cuts-the-link';
export type Storing = 'telemetry' | 'attributes' | 'own-telemetry' | 'own-attributes';

/** What was seen of one message. */
export type Deed = {
  readonly closed: boolean;
  /** A PUBACK that says yes. */
  readonly acked: boolean;
  /** As it stands in the end, one value for each node, key and instant. `node` is undefined for the sender itself. */
  readonly kept: readonly KeptValue[];
};
export type KeptValue = Omit<StoredValue, 'node'> & { readonly node: string | undefined };

/** JSON with every name, also those that come twice; numbers as they were written. */
type Value =
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly Value[] }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null'; readonly text: string };
type Member = { readonly key: string; readonly value: Value };

/** A device at one instant; without a time the moment of arrival is meant. */
type WrittenRecord = {
  readonly node: string | undefined;
  readonly ts?: number;
  readonly members: readonly Member[];
  /** Written so that no store could hold it as it was meant: a time in seconds, ts or values alone. */
  readonly crooked?: boolean;
};

/** `jsonText`: the message in strict JSON, if it can be said so. */
export const outcomeOf = (jsonText: string, storing: Storing, arrivalAt: number, deed: Deed): Outcome => {
  if (deed.closed) return 'cuts-the-link';
  const root = readJson(jsonText);
  const records = root === undefined ? [] : recordsOf(root, storing);
  const fates = records.map((record) => fateOf(record, arrivalAt, deed));
  if (root === undefined || fates.length === 0 || fates.includes('dropped')) return 'dropped';
  return fates.includes('altered') || repeatsNames(root) ? 'altered' : 'stored';
};

/** Undefined: not JSON as everybody reads it. */
export const readJson = (text: string): Value | undefined => {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const root = parseTree(text);
  return root === undefined ? undefined : valueOf(root, text);
};

const valueOf = (node: Node, text: string): Value => {
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'array', items: children.map((child) => valueOf(child, text)) };
  if (node.type === 'object') {
    const members = children.flatMap(({ children: [name, value] = [] }) =>
      name === undefined || value === undefined ? [] : [{ key: String(name.value), value: valueOf(value, text) }],
    );
    return { kind: 'object', members };
  }
  if (node.type === 'string') return { kind: 'string', text: String(node.value) };
  const kind = node.type === 'number' || node.type === 'boolean' ? node.type : 'null';
  return { kind, text: text.slice(node.offset, node.offset + node.length) };
};

const last = (members: readonly Member[], key: string): Value | undefined =>
  members.findLast((member) => member.key === key)?.value;

const recordsOf = (root: Value, storing: Storing): readonly WrittenRecord[] => {
  if (storing === 'own-telemetry') return (root.kind === 'array' ? root.items : [root]).map(entryOf(undefined));
  if (root.kind !== 'object') return [];
  if (storing === 'own-attributes') return [{ node: undefined, members: root.members }];
  return root.members.flatMap(({ key, value }, i): readonly WrittenRecord[] => {
    const lost = { node: key, members: [] };
    const again = last(root.members.slice(i + 1), key);
    // The same device once more: with the same data nothing is lost, with others all that stood here.
    if (again !== undefined) return canonical(again) === canonical(value) ? [] : [lost];
    if (storing === 'attributes') return [value.kind === 'object' ? { node: key, members: value.members } : lost];
    return value.kind === 'array' && value.items.length > 0 ? value.items.map(entryOf(key)) : [lost];
  });
};

const entryOf =
  (node: string | undefined) =>
  (entry: Value): WrittenRecord => {
    if (entry.kind !== 'object') return { node, members: [] };
    const ts = last(entry.members, 'ts');
    const values = last(entry.members, 'values');
    if (ts === undefined || values === undefined) {
      return { node, members: entry.members, crooked: ts !== undefined || values !== undefined };
    }
    if (values.kind !== 'object' || !('text' in ts)) return { node, members: [] };
    const at = Math.trunc(Number(ts.text));
    return { node, ts: at, members: values.members, crooked: at >= 1e8 && at < 1e11 };
  };

const fateOf = ({ node, ts, members, crooked = false }: WrittenRecord, arrivalAt: number, { kept }: Deed): Outcome => {
  const found = (key: string): KeptValue | undefined =>
    kept.find((value) => value.node === node && value.key === key && value.ts === (ts ?? arrivalAt));
  const written = new Map(members.map(({ key, value }) => [key, value]));
  const filled = [...written].filter(([, value]) => value.kind !== 'null');
  if (filled.length === 0 || filled.some(([key]) => found(key) === undefined)) return 'dropped';
  const asWritten = filled.every(([key, value]) => isSame(key, value, found(key)));
  return crooked || !asWritten || filled.length < written.size ? 'altered' : 'stored';
};

/** The same value, though its type may be another: `"60"` and 60, 1.50 and 1.5; not `"007"` and 7. */
const isSame = (key: string, value: Value, stored: KeptValue | undefined): boolean => {
  if (stored === undefined) return false;
  switch (value.kind) {
    case 'boolean':
      return stored.type === 'boolean' && stored.value === value.text;
    case 'number':
      return stored.type !== 'string' && decimal(value.text) === decimal(stored.value);
    case 'string':
      if (stored.type === 'string') return stored.value === value.text;
      // A frame is text, whatever its digits.
      if (key === 'da' && /^\d+$/.test(value.text)) return false;
      return !/^-?0\d/.test(value.text) && decimal(value.text) === decimal(stored.value);
    case 'null':
      return false;
    case 'object':
    case 'array': {
      const inside = readJson(stored.value);
      return stored.type === 'json' && inside !== undefined && canonical(inside) === canonical(value);
    }
  }
};

/** Sign, digits without zeros around them, power of ten. */
const decimal = (written: string): string => {
  const match = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(written);
  if (match === null) return written;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`;
  const trimmed = digits.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + digits.length - trimmed.length;
  const bare = trimmed.replace(/^0+/, '');
  return bare === '' ? '0' : `${sign}${bare}e${power}`;
};

/** A name that comes twice with its last value; whether that loses anything is asked of `repeatsNames`. */
const canonical = (value: Value): string => {
  switch (value.kind) {
    case 'object': {
      const members = new Map(value.members.map((member) => [member.key, canonical(member.value)]));
      return `{${[...members].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
    }
    case 'array':
      return `[${value.items.map(canonical).join(',')}]`;
    case 'string':
      return JSON.stringify(value.text);
    default:
      return value.text;
  }
};

/** Somewhere a name comes twice with different values, so that one of them is gone. Devices are looked at elsewhere. */
export const repeatsNames = (value: Value): boolean => {
  if (value.kind === 'array') return value.items.some(repeatsNames);
  if (value.kind !== 'object') return false;
  const { members } = value;
  return members.some(
    (member) =>
      repeatsNames(member.value) ||
      members.some(({ key, value: other }) => key === member.key && canonical(other) !== canonical(member.value)),
  );
};
