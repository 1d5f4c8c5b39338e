/** Rules about the text itself: whether the platform can read it, and what it loses in reading (facts B2, B3, H14, H15, H23). */
import { type JsonMember, type JsonNode } from '../json/tree.ts';
import { compactText } from '../platform/stored-value.ts';
import { type EndingId } from './endings.ts';
import { type PayloadView } from './payload-view.ts';
import { type LintRule, type Spot } from './rule.ts';
import { gatewaySchemas, type LintSchema } from './topic-schema.ts';

const storedOnly: readonly LintSchema[] = [...gatewaySchemas, 'own-telemetry', 'own-attributes', 'own-request'];
const read: readonly LintSchema[] = [...storedOnly, 'any'];
const isGateway = (schema: LintSchema | undefined): boolean => gatewaySchemas.some((known) => known === schema);

type Repeated = { readonly member: JsonMember; readonly isDevice: boolean; readonly ending: EndingId };

/** Names that come again in one object; the platform keeps the last (B3). A repeated device loses all it brought before. */
const repeatedNames = ({ root, schema }: PayloadView): readonly Repeated[] => {
  const found: Repeated[] = [];
  const look = (node: JsonNode, isRoot: boolean): void => {
    if (node.kind === 'array') for (const item of node.items) look(item, false);
    if (node.kind !== 'object') return;
    const earlier = new Map<string, JsonMember[]>();
    const isDevice = isRoot && (schema === 'telemetry' || schema === 'attributes');
    for (const member of node.members) {
      const before = earlier.get(member.key);
      if (before === undefined) earlier.set(member.key, [member]);
      else before.push(member);
      look(member.value, false);
    }
    if (earlier.size === node.members.length) return;
    for (const members of earlier.values()) {
      const last = members.at(-1);
      if (last === undefined || members.length === 1) continue;
      const kept = compactText(last.value);
      const loses = members.some(({ value }) => compactText(value) !== kept);
      const ending = !loses ? 'stored' : isDevice ? 'dropped' : 'altered';
      for (const member of members.slice(1)) found.push({ member, isDevice, ending });
    }
  };
  if (root !== undefined) look(root, true);
  return found;
};

const repeated = (payload: PayloadView, wantsDevice: boolean): readonly Spot[] =>
  repeatedNames(payload).flatMap(({ member: { key, keyStart, keyEnd }, isDevice, ending }) =>
    isDevice === wantsDevice ? [{ path: '', start: keyStart, end: keyEnd, params: { key }, ending }] : [],
  );

export const jsonRules = [
  {
    // Reads as null, which is no object (B2).
    id: 'payload-empty',
    schemas: storedOnly,
    severity: 'error',
    ending: 'runtime-error',
    evidence: 'B2, H15',
    check: ({ text, schema }): Spot[] => {
      if (text.trim() !== '') return [];
      const spot = { path: '', start: 0, end: text.length };
      return [isGateway(schema) ? spot : { ...spot, ending: 'conversion-error' }];
    },
  },
  {
    id: 'json-syntax',
    schemas: read,
    severity: 'error',
    ending: 'conversion-error',
    evidence: 'B2, H14',
    check: ({ reading: { broken } }): Spot[] =>
      broken === undefined || broken.expected === 'too-deep'
        ? []
        : [{ path: '', start: broken.start, end: broken.end, params: { expected: broken.expected } }],
  },
  {
    // Where the platform's own reader ends (U); no gateway sends such a thing.
    id: 'json-too-deep',
    schemas: read,
    severity: 'error',
    ending: 'conversion-error',
    evidence: 'H14',
    check: ({ reading: { broken } }): Spot[] =>
      broken?.expected === 'too-deep' ? [{ path: '', start: broken.start, end: broken.end }] : [],
  },
  {
    // A rule of its own, so that nobody hunts for a fault the platform does not see.
    id: 'json-lenient',
    schemas: read,
    severity: 'warning',
    ending: 'stored',
    evidence: 'B3, H23',
    check: ({ root, reading: { forms } }): Spot[] =>
      root === undefined ? [] : forms.map(({ form, start, end }) => ({ path: '', start, end, params: { form } })),
  },
  {
    id: 'duplicate-device',
    schemas: ['telemetry', 'attributes'],
    severity: 'warning',
    ending: 'dropped',
    evidence: 'B3, H23',
    check: (payload) => repeated(payload, true),
  },
  {
    id: 'duplicate-key',
    schemas: storedOnly,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B3, H23',
    check: (payload) => repeated(payload, false),
  },
] as const satisfies readonly LintRule[];
