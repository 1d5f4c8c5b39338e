/** Rules about the envelope: device, array, `{ts, values}`, by topic (facts B1, B2, H15-H20). */
import { memberOf, type JsonMember, type JsonNode } from '../json/tree.ts';
import { pathTo } from '../profile/field.ts';
import { topics } from '../topics.ts';
import { type PayloadView } from './payload-view.ts';
import { always, conversionError, type LintRule, type Spot } from './rule.ts';

const gatewaySchemas = [
  'connect',
  'disconnect',
  'attributes',
  'telemetry',
  'claim',
  'rpc-reply',
  'attributes-request',
] as const;

const atNode = (path: string, { start, end }: JsonNode): Spot => ({ path, start, end });
const atKey = (path: string, { keyStart, keyEnd }: JsonMember): Spot => ({ path, start: keyStart, end: keyEnd });

/** The platform skips a device of the wrong kind; with none left it acknowledges and closes (facts H17). */
const devicesUnlike =
  (kind: 'array' | 'object') =>
  ({ devices, madeFor }: PayloadView): Spot[] => {
    if (madeFor !== undefined) return [];
    const odd = devices.filter(({ member }) => member.value.kind !== kind);
    const verdict = odd.length === devices.length ? 'cuts-the-link' : 'dropped';
    return odd.map(({ path, member }) => ({ ...atNode(path, member.value), params: { device: member.key }, verdict }));
  };

/** A name the platform takes: a string or a number that is not empty (Gson's `getAsString`). */
const isName = (node: JsonNode | undefined): boolean =>
  node?.kind === 'number' || (node?.kind === 'string' && node.value !== '');

export const shapeRules = [
  {
    id: 'root-not-object',
    schemas: gatewaySchemas,
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: ({ root }) => (root === null || root.kind === 'object' ? [] : [atNode('', root)]),
  },
  {
    id: 'made-for-other-topic',
    schemas: ['connect', 'disconnect', 'attributes', 'telemetry'],
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: ({ root, madeFor, topic }): Spot[] => {
      const fits = topics.find((row) => 'schema' in row && row.schema === madeFor);
      const first = root?.kind === 'object' ? root.members[0] : undefined;
      if (madeFor === undefined || fits === undefined || first === undefined) return [];
      return [{ ...atKey(pathTo('', first.key), first), params: { topic, fits: fits.name } }];
    },
  },
  {
    id: 'device-missing',
    schemas: ['connect', 'disconnect'],
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: ({ root, madeFor }): Spot[] => {
      if (root?.kind !== 'object' || madeFor !== undefined) return [];
      const device = memberOf(root, 'device');
      if (isName(device?.value)) return [];
      return [device === undefined ? atNode('', root) : atNode('device', device.value)];
    },
  },
  {
    id: 'devices-none',
    schemas: ['attributes', 'telemetry'],
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: ({ root, devices }) => (root?.kind === 'object' && devices.length === 0 ? [atNode('', root)] : []),
  },
  {
    // Acknowledged after about 10 s, stored nowhere (facts B2).
    id: 'device-name-empty',
    schemas: ['attributes', 'telemetry'],
    severity: 'error',
    verdicts: always('dropped'),
    check: ({ devices }) =>
      devices.filter(({ member }) => member.key === '').map(({ path, member }) => atKey(path, member)),
  },
  {
    id: 'device-not-array',
    schemas: ['telemetry'],
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: devicesUnlike('array'),
  },
  {
    id: 'device-not-object',
    schemas: ['attributes'],
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: devicesUnlike('object'),
  },
  {
    // Never acknowledged, the link stays (facts H18).
    id: 'device-without-entries',
    schemas: ['telemetry'],
    severity: 'error',
    verdicts: always('dropped'),
    check: ({ devices }): Spot[] =>
      devices
        .filter(({ member }) => member.value.kind === 'array' && member.value.items.length === 0)
        .map(({ path, member }) => ({ ...atNode(path, member.value), params: { device: member.key } })),
  },
  {
    id: 'entry-not-object',
    schemas: ['telemetry', 'own-telemetry'],
    severity: 'error',
    verdicts: conversionError,
    check: ({ entries }) =>
      entries.filter(({ node }) => node.kind !== 'object').map(({ path, node }) => atNode(path, node)),
  },
  {
    id: 'entry-incomplete',
    schemas: ['telemetry', 'own-telemetry'],
    severity: 'warning',
    verdicts: always('altered'),
    check: ({ entries }): Spot[] =>
      entries.flatMap(({ path, node }) => {
        if (node.kind !== 'object') return [];
        const ts = memberOf(node, 'ts');
        const values = memberOf(node, 'values');
        if ((ts === undefined) === (values === undefined)) return [];
        const stray = ts ?? values;
        if (stray === undefined) return [];
        const params = { lacks: ts === undefined ? 'ts' : 'values', stray: stray.key };
        return [{ ...atKey(pathTo(path, stray.key), stray), params }];
      }),
  },
  {
    id: 'values-not-object',
    schemas: ['telemetry', 'own-telemetry'],
    severity: 'error',
    verdicts: conversionError,
    check: ({ entries }): Spot[] =>
      entries.flatMap(({ path, node }) => {
        const values = node.kind === 'object' && memberOf(node, 'ts') ? memberOf(node, 'values')?.value : undefined;
        return values === undefined || values.kind === 'object' ? [] : [atNode(pathTo(path, 'values'), values)];
      }),
  },
] as const satisfies readonly LintRule[];
