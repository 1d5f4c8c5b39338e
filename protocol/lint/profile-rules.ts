/**
 * Rules about what the keys mean: the payload held against the decode profile, and against what should not be sent at all.
 * The platform stores all of this, so none of it is worse than a word of advice; only a frame of digits changes (domain 1.5).
 */
import { type JsonNode } from '../json/tree.ts';
import { type Field, type NoteCode } from '../profile/annotation.ts';
import { keysFor } from '../profile/keys-of-node.ts';
import { readMember } from '../profile/read-value.ts';
import { type PayloadView, type ValueView } from './payload-view.ts';
import { type LintRule, type Spot } from './rule.ts';
import { storedSchemas, timedSchemas } from './topic-schema.ts';

type Meant = {
  readonly value: ValueView;
  /** The profile describes devices of this name. */
  readonly known: boolean;
  /** The value itself first, then its parts. */
  readonly fields: readonly Field[];
};

const readings = new WeakMap<PayloadView, readonly Meant[]>();

/** Each value as the profile reads it; once for all rules. */
const meant = (payload: PayloadView): readonly Meant[] => {
  const known = readings.get(payload);
  if (known !== undefined) return known;
  const read = readAll(payload);
  readings.set(payload, read);
  return read;
};

const readAll = ({ devices, profile, text }: PayloadView): readonly Meant[] => {
  if (profile === undefined) return [];
  return devices.flatMap(({ member, entries }) => {
    const keys = keysFor(profile, member?.key ?? null);
    return entries.flatMap(({ time, record }) =>
      (record?.values ?? []).flatMap((value): Meant[] => {
        // A null is skipped by the platform; that is said elsewhere.
        if (value.stored === null) return [];
        const around = {
          source: text,
          // Line and column of a finding are asked for by its reader.
          rangeOf: (start: number, end: number) => ({ start, end, line: 0, column: 0 }),
          ts: time?.at,
          ranking: () => undefined,
        };
        return [
          { value, known: keys.known, fields: readMember(value.member, keys.readerOf(value.member.key), around) },
        ];
      }),
    );
  });
};

/** `path` of the field inside its record, written behind the path of the record. */
const pathOf = ({ value: { path } }: Meant, [first]: readonly Field[], field: Field): string =>
  path + field.path.slice(first?.path.length ?? 0);

const noted = (payload: PayloadView, codes: readonly NoteCode[]): readonly Spot[] =>
  meant(payload).flatMap((one) =>
    one.fields.flatMap((field) => {
      const place = field.text?.value;
      const found = field.notes.find(({ code }) => codes.includes(code));
      if (place === undefined || found === undefined) return [];
      const { start, end } = place;
      const params = { key: field.path, value: field.raw, ...found.parameters };
      return [{ path: pathOf(one, one.fields, field), start, end, params }];
    }),
  );

const partsOf = ({ fields }: Meant, parent: Field): readonly Field[] =>
  fields.filter((field) => field.parent === parent.path && field.form !== 'derived');

const tokenKey = /^(access[-_ ]?token|token|pass(word|wd)?|secret)$/i;
/** The vendor's own form, or twenty random letters and digits as the platform makes them (I). */
const tokenForm = /^(?:GP\d{4}[A-Z]\d{8}|(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{20})$/;

export const profileRules = [
  {
    id: 'value-out-of-range',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.2, 1.3',
    check: (payload) => noted(payload, ['below-range', 'above-range']),
  },
  {
    id: 'value-of-other-kind',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.2',
    check: (payload) => noted(payload, ['wrong-json-type', 'not-a-number', 'not-an-integer']),
  },
  {
    id: 'value-not-in-table',
    schemas: storedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'domain 1.2, 1.3',
    check: (payload) => noted(payload, ['code-unknown']),
  },
  {
    id: 'list-of-other-length',
    schemas: storedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'domain 1.2',
    check: (payload) => noted(payload, ['items-missing', 'items-extra']),
  },
  {
    // `T` and its like; the entry's own ts has a rule of the platform.
    id: 'time-in-seconds',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.2',
    check: (payload) => noted(payload, ['seconds-not-ms']),
  },
  {
    id: 'text-as-number',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.2, 1.5',
    check: (payload) => noted(payload, ['digits-lost']),
  },
  {
    id: 'hex-digit-bad',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.4',
    check: (payload) => noted(payload, ['bad-hex-digit']),
  },
  {
    id: 'hex-digits-odd',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.4, 1.5',
    check: (payload) => noted(payload, ['odd-hex-digits']),
  },
  {
    id: 'frame-length',
    schemas: storedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'domain 1.4',
    check: (payload) => noted(payload, ['frame-too-long', 'length-unexpected', 'no-layout']),
  },
  {
    // A frame of digits alone becomes a number: one frame among many is no text any more (B4). Lost zeros are said elsewhere.
    id: 'frame-as-number',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B4, domain 1.5',
    check: (payload): Spot[] =>
      meant(payload).flatMap(({ value: { path, member, stored }, fields: [field] }) => {
        const { key, value } = member;
        // Half a byte short it is a frame all the same.
        const isFrame =
          field?.frame !== undefined || field?.notes.some(({ code }) => code === 'odd-hex-digits') === true;
        const isDigits = value.kind === 'string' && /^(?:[1-9]\d*|0)$/.test(value.value);
        return isFrame && isDigits && stored !== null && stored !== undefined && stored.type !== 'string'
          ? [{ path, start: value.start, end: value.end, params: { key, stored: stored.value } }]
          : [];
      }),
  },
  {
    // Inside an object nothing is cast, so a number and a text stay what they are (B3, B4).
    id: 'map-of-mixed-kinds',
    schemas: storedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'B4, domain 1.3',
    check: (payload): Spot[] =>
      meant(payload).flatMap((one) => {
        const [field] = one.fields;
        const { path, member } = one.value;
        if (field?.form !== 'object' || field.source === 'unknown') return [];
        const parts = partsOf(one, field);
        const isText = ({ form }: Field): boolean => form === 'string';
        const odd = parts.find((part) => isText(part) !== isText(parts[0] ?? part));
        const place: Pick<JsonNode, 'start' | 'end'> = odd?.text?.value ?? member.value;
        return odd === undefined
          ? []
          : [
              {
                path: pathOf(one, one.fields, odd),
                start: place.start,
                end: place.end,
                params: { key: member.key, path },
              },
            ];
      }),
  },
  {
    // Only on a node the profile knows: elsewhere every key would be unknown. It says nothing of attributes.
    id: 'key-unknown',
    schemas: timedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'domain 1.2, 1.3',
    check: (payload): Spot[] =>
      meant(payload).flatMap((one) => {
        if (!one.known) return [];
        const unknown = one.fields.filter(({ source, form }) => source === 'unknown' && form !== 'item');
        return unknown.flatMap((field): Spot[] => {
          const place = field.text?.key ?? field.text?.value;
          if (place === undefined) return [];
          return [
            { path: pathOf(one, one.fields, field), start: place.start, end: place.end, params: { key: field.path } },
          ];
        });
      }),
  },
  {
    // The value itself is not repeated in the finding.
    id: 'token-in-payload',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'domain 1.2',
    check: ({ records }): Spot[] =>
      records.flatMap(({ values }) =>
        values.flatMap(({ path, member: { key, value } }): Spot[] =>
          value.kind === 'string' && value.value !== '' && (tokenKey.test(key) || tokenForm.test(value.value))
            ? [{ path, start: value.start, end: value.end, params: { key } }]
            : [],
        ),
      ),
  },
] as const satisfies readonly LintRule[];
