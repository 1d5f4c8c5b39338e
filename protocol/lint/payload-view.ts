/**
 * One message as the rules see it: the devices, the entries with a time, the records whose keys would be stored, and as what.
 * Walked once, as the platform walks it (facts B1, B3); judges nothing. What the platform never reads is not in it.
 */
import { readLenient, type LenientReading } from '../json/lenient.ts';
import { memberOf, type JsonMember, type JsonNode, type JsonObject } from '../json/tree.ts';
import { instantOf, type StoredAs } from '../platform/numbers.ts';
import { lastOfEachName, storedValue } from '../platform/stored-value.ts';
import { versionProfile } from '../platform/versions.ts';
import { utf8LengthBytes } from '../packet/utf8.ts';
import { type Profile } from '../profile/compile.ts';
import { pathTo } from '../profile/field.ts';
import { type Circumstances } from './endings.ts';
import { platformLimitBytes, remainingLengthOf } from './packet-size.ts';
import { schemaOf, type LintSchema } from './topic-schema.ts';

/** A key of a record and what is stored for it; undefined: it cannot be converted, null: it is skipped. */
export type ValueView = {
  readonly path: string;
  readonly member: JsonMember;
  readonly stored: StoredAs | null | undefined;
};
/** What is stored at one instant. */
export type RecordView = {
  readonly path: string;
  readonly object: JsonObject;
  /** Of each name the last. */
  readonly values: readonly ValueView[];
};
/** One element of a telemetry array, or one device's attributes. */
export type EntryView = {
  readonly path: string;
  readonly node: JsonNode;
  /** Present where `ts` counts: `values` stands beside it. `at` in ms; undefined: the platform cannot read it. */
  readonly time?: { readonly path: string; readonly node: JsonNode; readonly at: number | undefined };
  /** Absent where the entry is nothing that can be stored. */
  readonly record?: RecordView;
};
/** A device of a message; `member` is absent where the sender itself is meant. */
export type DeviceView = {
  readonly path: string;
  readonly member?: JsonMember;
  readonly entries: readonly EntryView[];
};

export type Message = Circumstances & {
  readonly text: string;
  readonly topic: string;
  readonly retain: boolean;
  /** Wall clock, ms since the epoch; without it nothing is said of old or future times. */
  readonly nowAt: number | undefined;
  /** Meanings of the keys; without it nothing is said of them. */
  readonly profile: Profile | undefined;
};

export type PayloadView = Message & {
  readonly reading: LenientReading;
  /** Undefined: the platform has no such topic to publish to, and so never reads the payload. */
  readonly schema: LintSchema | undefined;
  /** Remaining length of the packet. */
  readonly lengthBytes: number;
  /** As the platform reads it; undefined where it cannot, or never does since the packet is too large. */
  readonly root: JsonNode | undefined;
  /** The last one of each name, as the platform keeps it. */
  readonly devices: readonly DeviceView[];
  /** Those of all devices. */
  readonly entries: readonly EntryView[];
  readonly records: readonly RecordView[];
};

export const viewPayload = (message: Message): PayloadView => {
  const schema = schemaOf(message.topic);
  const reading = readLenient(message.text);
  const lengthBytes = remainingLengthOf(message.topic, utf8LengthBytes(message.text), message.mqttVersion, message.qos);
  const root = lengthBytes > platformLimitBytes ? undefined : reading.root;
  const { numbers } = versionProfile(message.like);

  const recordOf = (path: string, object: JsonObject): RecordView => ({
    path,
    object,
    values: lastOfEachName(object.members).map((member) => ({
      path: pathTo(path, member.key),
      member,
      stored: storedValue(member.value, numbers),
    })),
  });
  const timedEntry = (node: JsonNode, path: string): EntryView => {
    if (node.kind !== 'object') return { path, node };
    const ts = memberOf(node, 'ts')?.value;
    const values = memberOf(node, 'values')?.value;
    // Without `ts` or without `values` the whole element is the data (H20).
    if (ts === undefined || values === undefined) return { path, node, record: recordOf(path, node) };
    const time = { path: pathTo(path, 'ts'), node: ts, at: timeOf(ts) };
    if (values.kind !== 'object') return { path, node, time };
    return { path, node, time, record: recordOf(pathTo(path, 'values'), values) };
  };
  const plainEntry = (node: JsonNode, path: string): EntryView =>
    node.kind === 'object' ? { path, node, record: recordOf(path, node) } : { path, node };
  const timedEntries = (node: JsonNode, path: string): readonly EntryView[] =>
    node.kind === 'array' ? node.items.map((item, i) => timedEntry(item, pathTo(path, String(i)))) : [];

  const devicesOf = (): readonly DeviceView[] => {
    if (root === undefined) return [];
    if (schema === 'own-telemetry') {
      return [{ path: '', entries: root.kind === 'array' ? timedEntries(root, '') : [timedEntry(root, '')] }];
    }
    if (schema === 'own-attributes') return [{ path: '', entries: [plainEntry(root, '')] }];
    if (root.kind !== 'object' || (schema !== 'telemetry' && schema !== 'attributes')) return [];
    return lastOfEachName(root.members).map((member) => {
      const path = pathTo('', member.key);
      // A device without a name is turned away before its data are looked at (B2).
      if (member.key === '') return { path, member, entries: [] };
      if (schema === 'telemetry') return { path, member, entries: timedEntries(member.value, path) };
      return { path, member, entries: member.value.kind === 'object' ? [plainEntry(member.value, path)] : [] };
    });
  };

  const devices = devicesOf();
  const entries = devices.flatMap((device) => device.entries);
  const records = entries.flatMap(({ record }) => (record === undefined ? [] : [record]));
  return { ...message, reading, schema, lengthBytes, root, devices, entries, records };
};

/** A number, or a text of digits that fits 64 bits (facts B3, H19, H21). */
const timeOf = (node: JsonNode): number | undefined => {
  if (node.kind === 'number') return instantOf(node.raw, 'number');
  return node.kind === 'string' ? instantOf(node.value, 'string') : undefined;
};
