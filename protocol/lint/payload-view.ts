/**
 * One payload as the rules see it: the devices, the entries with a time, the objects whose keys would be stored. Walked
 * once; judges nothing. Where the text is no JSON there is nothing to see, so that no rule talks about half a tree.
 */
import { type MqttVersion } from '../connection.ts';
import { type ParsedJson } from '../json/parse.ts';
import { memberOf, type JsonMember, type JsonNode, type JsonObject } from '../json/tree.ts';
import { pathTo } from '../profile/field.ts';
import { type PayloadSchema } from '../topics.ts';

/** A device of a gateway message; the last one of a name, as the platform keeps it (facts B3). */
export type DeviceView = { readonly path: string; readonly member: JsonMember };
/** One element of a telemetry array. */
export type EntryView = { readonly path: string; readonly node: JsonNode };
/** An object whose keys the platform would store. */
export type RecordView = { readonly path: string; readonly object: JsonObject };

export type PayloadView = {
  readonly text: string;
  readonly parsed: ParsedJson;
  readonly topic: string;
  /** Undefined: the platform has no such topic to publish to. */
  readonly schema: PayloadSchema | undefined;
  readonly mqttVersion: MqttVersion;
  /** Wall clock, ms since the epoch; without it nothing is said of old or future times. */
  readonly nowAt: number | undefined;
  readonly root: JsonNode | null;
  readonly devices: readonly DeviceView[];
  readonly entries: readonly EntryView[];
  readonly records: readonly RecordView[];
  /** The schema the payload seems to be made for, where that is not the topic's own. */
  readonly madeFor: Extract<PayloadSchema, 'telemetry' | 'attributes' | 'connect'> | undefined;
};

export type PayloadSource = Pick<PayloadView, 'text' | 'parsed' | 'topic' | 'schema' | 'mqttVersion' | 'nowAt'>;

export const viewPayload = (source: PayloadSource): PayloadView => {
  const root = source.parsed.strict ? source.parsed.root : null;
  const devices = devicesOf(root, source.schema);
  const entries = entriesOf(root, devices, source.schema);
  const records = recordsOf(root, devices, entries, source.schema);
  return { ...source, root, devices, entries, records, madeFor: madeFor(root, source.schema) };
};

const isObject = (node: JsonNode): node is JsonObject => node.kind === 'object';

const lastOfEachName = ({ members }: JsonObject): readonly JsonMember[] => [
  ...new Map(members.map((member) => [member.key, member])).values(),
];

const devicesOf = (root: JsonNode | null, schema: PayloadSchema | undefined): readonly DeviceView[] =>
  root !== null && isObject(root) && (schema === 'telemetry' || schema === 'attributes' || schema === 'claim')
    ? lastOfEachName(root).map((member) => ({ path: pathTo('', member.key), member }))
    : [];

const itemsOf = (node: JsonNode, path: string): EntryView[] =>
  node.kind === 'array' ? node.items.map((item, at) => ({ path: pathTo(path, String(at)), node: item })) : [];

const entriesOf = (
  root: JsonNode | null,
  devices: readonly DeviceView[],
  schema: PayloadSchema | undefined,
): readonly EntryView[] => {
  if (schema === 'telemetry') return devices.flatMap(({ path, member }) => itemsOf(member.value, path));
  if (schema !== 'own-telemetry' || root === null) return [];
  return root.kind === 'array' ? itemsOf(root, '') : [{ path: '', node: root }];
};

const recordOfEntry = ({ path, node }: EntryView): RecordView[] => {
  if (!isObject(node)) return [];
  const values = memberOf(node, 'values')?.value;
  // Without `ts` or without `values` the whole element is the data (facts H20).
  if (values === undefined || memberOf(node, 'ts') === undefined) return [{ path, object: node }];
  return isObject(values) ? [{ path: pathTo(path, 'values'), object: values }] : [];
};

const recordsOf = (
  root: JsonNode | null,
  devices: readonly DeviceView[],
  entries: readonly EntryView[],
  schema: PayloadSchema | undefined,
): readonly RecordView[] => {
  if (schema === 'attributes') {
    return devices.flatMap(({ path, member }) => (isObject(member.value) ? [{ path, object: member.value }] : []));
  }
  if (schema === 'own-attributes') return root !== null && isObject(root) ? [{ path: '', object: root }] : [];
  return entries.flatMap(recordOfEntry);
};

const seems = (root: JsonObject): PayloadView['madeFor'] => {
  const device = memberOf(root, 'device')?.value;
  if (device?.kind === 'string') return 'connect';
  if (root.members.length === 0) return undefined;
  if (root.members.every(({ value }) => value.kind === 'array' && value.items.some(isObject))) return 'telemetry';
  return root.members.every(({ value }) => isObject(value)) ? 'attributes' : undefined;
};

const madeFor = (root: JsonNode | null, schema: PayloadSchema | undefined): PayloadView['madeFor'] => {
  if (root === null || !isObject(root)) return undefined;
  const meant = seems(root);
  switch (schema) {
    case 'telemetry':
    case 'attributes':
      return meant === schema ? undefined : meant;
    case 'connect':
    case 'disconnect':
      return meant === 'connect' ? undefined : meant;
    default:
      return undefined;
  }
};
