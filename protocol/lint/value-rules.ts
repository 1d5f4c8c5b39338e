/** Rules about times, keys and values: what is stored otherwise than sent, or not at all (facts B3, H19-H24). */
import { survivesAsFloat } from '../json/number.ts';
import { type JsonNode } from '../json/tree.ts';
import { compactText, keyRefusal, longestKeyChars } from '../platform/stored-value.ts';
import { looksLikeSeconds } from '../profile/time.ts';
import { type EntryView, type PayloadView, type ValueView } from './payload-view.ts';
import { type LintRule, type Spot } from './rule.ts';
import { storedSchemas, timedSchemas } from './topic-schema.ts';

const dayMs = 86_400_000;
/** Older than this a live gateway hardly sends: most likely a sample or a stopped clock. */
const oldAfterMs = 7 * dayMs;
/** Clocks of gateway and laptop may differ by this much without being worth a word. */
const aheadMs = 5 * 60_000;

const spot = (path: string, { start, end }: JsonNode, params?: Spot['params']): Spot => ({
  path,
  start,
  end,
  ...(params !== undefined && { params }),
});

type Time = NonNullable<EntryView['time']>;

const times = ({ entries }: PayloadView): readonly Time[] =>
  entries.flatMap(({ time }) => (time === undefined ? [] : [time]));

const timesWhere = (
  payload: PayloadView,
  isOdd: (at: number, nowAt: number) => boolean,
): readonly (Time & { readonly at: number })[] =>
  times(payload).flatMap((time) =>
    time.at !== undefined && isOdd(time.at, payload.nowAt ?? Number.NaN) ? [{ ...time, at: time.at }] : [],
  );

const values = ({ records }: PayloadView): readonly ValueView[] => records.flatMap((record) => record.values);

const altered = (
  payload: PayloadView,
  becomes: (node: JsonNode, stored: NonNullable<ValueView['stored']>) => boolean,
): readonly Spot[] =>
  values(payload).flatMap(({ path, member: { key, value }, stored }) =>
    stored !== null && stored !== undefined && becomes(value, stored)
      ? [spot(path, value, { key, value: writtenOf(value), stored: stored.value })]
      : [],
  );

const writtenOf = (node: JsonNode): string =>
  node.kind === 'string' ? node.value : node.kind === 'number' ? node.raw : compactText(node);

/** Java's decimals may begin with the point. */
const wholeForm = (written: string): string => written.replace(/^(-?)\./, '$10.');

export const valueRules = [
  {
    id: 'ts-unreadable',
    schemas: timedSchemas,
    severity: 'error',
    ending: 'conversion-error',
    evidence: 'B2, B3, H19',
    check: (payload) => times(payload).flatMap(({ path, node, at }) => (at === undefined ? [spot(path, node)] : [])),
  },
  {
    // Kept under the number as it came, which is a day in January 1970: not the time that was meant.
    id: 'ts-in-seconds',
    schemas: timedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B3, H21',
    check: (payload) =>
      timesWhere(payload, looksLikeSeconds).map(({ path, node, at }) =>
        spot(path, node, { stored: new Date(at).toISOString() }),
      ),
  },
  {
    id: 'ts-old',
    schemas: timedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'B3, D',
    check: (payload) =>
      timesWhere(payload, (at, nowAt) => !looksLikeSeconds(at) && at < nowAt - oldAfterMs).map(({ path, node, at }) =>
        spot(path, node, { days: Math.floor(((payload.nowAt ?? at) - at) / dayMs) }),
      ),
  },
  {
    id: 'ts-ahead',
    schemas: timedSchemas,
    severity: 'warning',
    ending: 'stored',
    evidence: 'B3, H21',
    check: (payload) =>
      timesWhere(payload, (at, nowAt) => at > nowAt + aheadMs).map(({ path, node, at }) =>
        spot(path, node, { minutes: Math.floor((at - (payload.nowAt ?? at)) / 60_000) }),
      ),
  },
  {
    // The same device, key and instant overwrites; entries without ts share the moment of arrival.
    id: 'instant-again',
    schemas: timedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'H12, H20',
    check: ({ devices }): Spot[] =>
      devices.flatMap(({ entries }) => {
        const earlier = new Map<string, string>();
        return entries.flatMap(({ time, record }) =>
          (record?.values ?? []).flatMap(({ path, member: { key, keyStart, keyEnd }, stored }): Spot[] => {
            if (stored === null || stored === undefined) return [];
            const place = JSON.stringify([time?.at ?? 'arrival', key]);
            const before = earlier.get(place);
            const text = JSON.stringify([stored.type, stored.value]);
            earlier.set(place, text);
            return before === undefined || before === text
              ? []
              : [{ path, start: keyStart, end: keyEnd, params: { key } }];
          }),
        );
      }),
  },
  {
    // Acknowledged; there is nothing to store.
    id: 'values-none',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'dropped',
    evidence: 'B3',
    check: ({ records }) =>
      records
        .filter((record) => record.values.every(({ stored }) => stored === null))
        .map(({ path, object }) => spot(path, object)),
  },
  {
    id: 'value-null',
    schemas: storedSchemas,
    severity: 'advice',
    ending: 'altered',
    evidence: 'B3, H22',
    check: (payload) =>
      values(payload).flatMap(({ path, member: { key, value }, stored }) =>
        stored === null ? [spot(path, value, { key })] : [],
      ),
  },
  {
    // Only direct values: text inside an object or array stays as it is (B3).
    id: 'zeros-lost',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B3, H22, domain 1.5',
    check: (payload) =>
      altered(
        payload,
        (node, { type, value }) =>
          node.kind === 'string' && value !== node.value && (type === 'string' || /^-?0\d/.test(node.value)),
      ),
  },
  {
    // The same number, so nothing is lost to a chart; but a version 2.10 becomes 2.1.
    id: 'trailing-zeros-lost',
    schemas: storedSchemas,
    severity: 'advice',
    ending: 'stored',
    evidence: 'B3',
    check: (payload) =>
      altered(
        payload,
        (node, { type, value }) =>
          node.kind === 'string' &&
          type === 'double' &&
          /\.\d*0$/.test(node.value) &&
          !/^-?0\d/.test(node.value) &&
          value !== node.value,
      ),
  },
  {
    // A double holds about 16 digits (B3: up to 16 decimals).
    id: 'precision-lost',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B3',
    check: (payload) =>
      altered(
        payload,
        (node, { type }) =>
          type === 'double' &&
          !(node.kind === 'string' && /^-?0\d/.test(node.value)) &&
          !survivesAsFloat(wholeForm(writtenOf(node))),
      ),
  },
  {
    id: 'number-as-text',
    schemas: storedSchemas,
    severity: 'warning',
    ending: 'altered',
    evidence: 'B3',
    check: (payload) => altered(payload, (node, { type }) => node.kind === 'number' && type === 'string'),
  },
  {
    // Until 3.2: an exponent, or a whole number beyond 63 bits. Later: an exponent beyond all sense.
    id: 'number-refused',
    schemas: storedSchemas,
    severity: 'error',
    ending: 'conversion-error',
    evidence: 'B3, H19',
    check: (payload) =>
      values(payload).flatMap(({ path, member: { key, value }, stored }) =>
        stored === undefined ? [spot(path, value, { key, value: writtenOf(value) })] : [],
      ),
  },
  {
    // Acknowledged, then the whole record is rejected in the rule engine.
    id: 'key-refused',
    schemas: storedSchemas,
    severity: 'error',
    ending: 'dropped',
    evidence: 'B3, H24',
    check: (payload): Spot[] =>
      values(payload).flatMap(({ path, member: { key, keyStart, keyEnd }, stored }) =>
        stored !== null && keyRefusal(key) === 'length'
          ? [{ path, start: keyStart, end: keyEnd, params: { lengthChars: key.length, limit: longestKeyChars } }]
          : [],
      ),
  },
  {
    id: 'key-like-markup',
    schemas: storedSchemas,
    severity: 'error',
    ending: 'dropped',
    evidence: 'B3, H24',
    check: (payload): Spot[] =>
      values(payload).flatMap(({ path, member: { key, keyStart, keyEnd }, stored }) =>
        stored !== null && keyRefusal(key) === 'markup'
          ? [{ path, start: keyStart, end: keyEnd, params: { key } }]
          : [],
      ),
  },
] as const satisfies readonly LintRule[];
