/** Rules about the envelope: device, array, `{ts, values}`, by topic (facts B1, B2, H15-H20). */
import { memberOf, type JsonMember, type JsonNode, type JsonObject } from '../json/tree.ts';
import { pathTo } from '../profile/field.ts';
import { topics } from '../topics.ts';
import { type DeviceView, type PayloadView } from './payload-view.ts';
import { type LintRule, type Spot } from './rule.ts';
import { gatewaySchemas, timedSchemas } from './topic-schema.ts';

const atNode = (path: string, { start, end }: JsonNode): Spot => ({ path, start, end });
const atKey = (path: string, { keyStart, keyEnd }: JsonMember): Spot => ({ path, start: keyStart, end: keyEnd });

const isObject = (node: JsonNode): node is JsonObject => node.kind === 'object';

/** What Gson's `getAsString` makes a text of, unless that text is empty. */
const isText = (node: JsonNode | undefined): boolean =>
  node?.kind === 'number' || node?.kind === 'boolean' || (node?.kind === 'string' && node.value !== '');

type NamedDevice = DeviceView & { readonly member: JsonMember };
const named = ({ devices }: PayloadView): readonly NamedDevice[] =>
  devices.flatMap((device) => (device.member === undefined ? [] : [{ ...device, member: device.member }]));

const kindOfDevice = ({ schema }: PayloadView): 'array' | 'object' => (schema === 'telemetry' ? 'array' : 'object');
/** Devices of the wrong kind: the platform skips them (H17). */
const oddDevices = (payload: PayloadView): readonly NamedDevice[] =>
  named(payload).filter(({ member }) => member.value.kind !== kindOfDevice(payload));

const seems = (root: JsonObject): 'telemetry' | 'attributes' | 'connect' | 'own-telemetry' | undefined => {
  if (memberOf(root, 'ts') !== undefined && memberOf(root, 'values') !== undefined) return 'own-telemetry';
  if (memberOf(root, 'device')?.value.kind === 'string') return 'connect';
  if (root.members.length === 0) return undefined;
  if (root.members.every(({ value }) => value.kind === 'array' && value.items.some(isObject))) return 'telemetry';
  return root.members.every(({ value }) => isObject(value)) ? 'attributes' : undefined;
};

/** The topic this payload seems to be made for, where the topic given can do nothing with it. */
const madeFor = (payload: PayloadView): string | undefined => {
  const { root, schema } = payload;
  if (root?.kind !== 'object') return undefined;
  const usable =
    schema === 'telemetry' || schema === 'attributes'
      ? oddDevices(payload).length < payload.devices.length
      : isText(memberOf(root, 'device')?.value);
  const meant = usable ? undefined : seems(root);
  return meant === undefined || meant === schema
    ? undefined
    : topics.find((row) => 'schema' in row && row.schema === meant)?.name;
};

/** Every device skipped ends the message, one of several only its own part (H17). */
const unlike = (payload: PayloadView): readonly Spot[] => {
  if (madeFor(payload) !== undefined) return [];
  const odd = oddDevices(payload);
  const ending = odd.length === payload.devices.length ? 'no-device-left' : 'dropped';
  return odd.map(({ path, member }) => ({ ...atNode(path, member.value), params: { device: member.key }, ending }));
};

export const shapeRules = [
  {
    id: 'root-not-object',
    schemas: [...gatewaySchemas, 'own-attributes', 'own-request'],
    severity: 'error',
    ending: 'runtime-error',
    evidence: 'B2, H15',
    check: ({ root, text, schema }): Spot[] => {
      if (root === undefined || root.kind === 'object' || text.trim() === '') return [];
      const spot = atNode('', root);
      // On a topic of the device itself this is a conversion error (I).
      return [schema === 'own-attributes' || schema === 'own-request' ? { ...spot, ending: 'conversion-error' } : spot];
    },
  },
  {
    id: 'made-for-other-topic',
    schemas: ['connect', 'disconnect', 'attributes', 'telemetry'],
    severity: 'error',
    ending: 'no-device-left',
    evidence: 'B1, H16, H17',
    check: (payload): Spot[] => {
      const { root, topic, schema } = payload;
      const fits = madeFor(payload);
      const first = root?.kind === 'object' ? root.members[0] : undefined;
      if (fits === undefined || first === undefined) return [];
      const spot = { ...atKey(pathTo('', first.key), first), params: { topic, fits } };
      return [schema === 'connect' || schema === 'disconnect' ? { ...spot, ending: 'runtime-error' } : spot];
    },
  },
  {
    // Kept, but as one value of the gateway itself.
    id: 'made-for-gateway-topic',
    schemas: ['own-telemetry'],
    severity: 'warning',
    ending: 'stored',
    evidence: 'B1, C',
    check: ({ root }): Spot[] => {
      if (root?.kind !== 'object' || seems(root) !== 'telemetry') return [];
      return root.members.slice(0, 1).map((member) => atKey(pathTo('', member.key), member));
    },
  },
  {
    id: 'device-missing',
    schemas: ['connect', 'disconnect', 'rpc-reply'],
    severity: 'error',
    ending: 'runtime-error',
    evidence: 'B2, H16',
    check: (payload): Spot[] => {
      const { root } = payload;
      if (root?.kind !== 'object' || madeFor(payload) !== undefined) return [];
      const device = memberOf(root, 'device');
      if (isText(device?.value)) return [];
      return [device === undefined ? atNode('', root) : atNode('device', device.value)];
    },
  },
  {
    // What is missing makes a run-time error in the platform (I).
    id: 'request-incomplete',
    schemas: ['attributes-request'],
    severity: 'error',
    ending: 'runtime-error',
    evidence: 'B1, H29',
    check: ({ root }): Spot[] => {
      if (root?.kind !== 'object') return [];
      const has = (key: string, fits: (node: JsonNode) => boolean): boolean => {
        const value = memberOf(root, key)?.value;
        return value !== undefined && fits(value);
      };
      const isNumber = (node: JsonNode): boolean =>
        node.kind === 'number' || (node.kind === 'string' && /^[+-]?\d{1,18}$/.test(node.value));
      const lacks =
        (!has('id', isNumber) && 'id') ||
        (!has('device', isText) && 'device') ||
        (!has('client', () => true) && 'client') ||
        (!has('key', isText) && !has('keys', ({ kind }) => kind === 'array') && 'key');
      return lacks === false ? [] : [{ ...atNode('', root), params: { lacks } }];
    },
  },
  {
    id: 'devices-none',
    schemas: ['attributes', 'telemetry'],
    severity: 'error',
    ending: 'no-device-left',
    evidence: 'B2, H17',
    check: ({ root, devices }) => (root?.kind === 'object' && devices.length === 0 ? [atNode('', root)] : []),
  },
  {
    // Acknowledged after about 10 s, or never; stored nowhere.
    id: 'device-name-empty',
    schemas: ['attributes', 'telemetry'],
    severity: 'error',
    ending: 'dropped',
    evidence: 'B2',
    check: (payload) => {
      const kind = kindOfDevice(payload);
      return named(payload).flatMap(({ path, member }) =>
        member.key === '' && member.value.kind === kind ? [atKey(path, member)] : [],
      );
    },
  },
  {
    id: 'device-not-array',
    schemas: ['telemetry'],
    severity: 'error',
    ending: 'no-device-left',
    evidence: 'B2, H17',
    check: unlike,
  },
  {
    id: 'device-not-object',
    schemas: ['attributes'],
    severity: 'error',
    ending: 'no-device-left',
    evidence: 'H17',
    check: unlike,
  },
  {
    // Never acknowledged, the link stays.
    id: 'device-without-entries',
    schemas: timedSchemas,
    severity: 'error',
    ending: 'dropped',
    evidence: 'B2, H18',
    check: (payload): Spot[] => {
      const { root, schema } = payload;
      if (schema === 'own-telemetry') {
        return root?.kind === 'array' && root.items.length === 0
          ? [{ ...atNode('', root), params: { device: '' } }]
          : [];
      }
      return named(payload).flatMap(({ path, member: { key, value } }) =>
        key !== '' && value.kind === 'array' && value.items.length === 0
          ? [{ ...atNode(path, value), params: { device: key } }]
          : [],
      );
    },
  },
  {
    id: 'entry-not-object',
    schemas: timedSchemas,
    severity: 'error',
    ending: 'conversion-error',
    evidence: 'B2, H19',
    check: ({ entries, text }) =>
      text.trim() === ''
        ? []
        : entries.filter(({ node }) => node.kind !== 'object').map(({ path, node }) => atNode(path, node)),
  },
  {
    id: 'entry-incomplete',
    schemas: timedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B2, H20',
    check: ({ entries }): Spot[] =>
      entries.flatMap(({ path, node }) => {
        if (node.kind !== 'object') return [];
        const ts = memberOf(node, 'ts');
        const values = memberOf(node, 'values');
        const stray = ts ?? values;
        if (stray === undefined || (ts !== undefined && values !== undefined)) return [];
        const params = { lacks: ts === undefined ? 'ts' : 'values', stray: stray.key };
        return [{ ...atKey(pathTo(path, stray.key), stray), params }];
      }),
  },
  {
    id: 'values-not-object',
    schemas: timedSchemas,
    severity: 'error',
    ending: 'conversion-error',
    evidence: 'B2, H19',
    check: ({ entries }): Spot[] =>
      entries.flatMap(({ path, node, time }) => {
        const values = node.kind === 'object' && time !== undefined ? memberOf(node, 'values')?.value : undefined;
        return values === undefined || values.kind === 'object' ? [] : [atNode(pathTo(path, 'values'), values)];
      }),
  },
  {
    // Newer releases want all three; what they do without one is in no source, so nothing worse is said.
    id: 'metadata-incomplete',
    schemas: ['telemetry'],
    severity: 'warning',
    ending: 'stored',
    evidence: 'B1',
    check: ({ entries }): Spot[] =>
      entries.flatMap(({ path, node, time }) => {
        const metadata = node.kind === 'object' && time !== undefined ? memberOf(node, 'metadata')?.value : undefined;
        if (metadata === undefined) return [];
        const lacks = ['connector', 'receivedTs', 'publishedTs'].filter(
          (key) => metadata.kind !== 'object' || !isText(memberOf(metadata, key)?.value),
        );
        return lacks.length === 0
          ? []
          : [{ ...atNode(pathTo(path, 'metadata'), metadata), params: { lacks: lacks.join(', ') } }];
      }),
  },
] as const satisfies readonly LintRule[];
