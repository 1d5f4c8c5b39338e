/** Rules about times, keys and values: what is stored otherwise than sent, or not at all (facts B3, H20-H24). */
import { memberOf, type JsonMember, type JsonNode } from '../json/tree.ts';
import { pathTo } from '../profile/field.ts';
import { castByPlatform } from '../profile/platform-cast.ts';
import { looksLikeSeconds } from '../profile/time.ts';
import { type PayloadView } from './payload-view.ts';
import { always, conversionError, type LintRule, type Spot } from './rule.ts';

const dayMs = 86_400_000;
/** Older than this a live gateway hardly sends: most likely a sample or a stopped clock. */
const oldAfterMs = 7 * dayMs;
/** Clocks of gateway and laptop may differ by this much without being worth a word. */
const aheadMs = 5 * 60_000;
const longestKeyChars = 255;

type Time = { readonly path: string; readonly node: JsonNode; readonly at: number | undefined };

/** As the platform reads it: a number, or a string of digits that fits 64 bits (facts B3). */
const atOf = (node: JsonNode): number | undefined => {
  if (node.kind === 'number') return node.value;
  if (node.kind !== 'string' || !/^[+-]?\d{1,19}$/.test(node.value)) return undefined;
  const at = BigInt(node.value.replace(/^\+/, ''));
  return BigInt.asIntN(64, at) === at ? Number(at) : undefined;
};

/** Times that count: only where `values` stands beside, else `ts` is a value like any other. */
const timesOf = ({ entries }: PayloadView): Time[] =>
  entries.flatMap(({ path, node }) => {
    if (node.kind !== 'object' || memberOf(node, 'values') === undefined) return [];
    const ts = memberOf(node, 'ts')?.value;
    return ts === undefined ? [] : [{ path: pathTo(path, 'ts'), node: ts, at: atOf(ts) }];
  });

const timesWhere = (
  payload: PayloadView,
  isOdd: (at: number, nowAt: number) => boolean,
): readonly (Time & { at: number })[] =>
  timesOf(payload).flatMap((time) =>
    time.at !== undefined && isOdd(time.at, payload.nowAt ?? Number.NaN) ? [{ ...time, at: time.at }] : [],
  );

const spot = (path: string, { start, end }: JsonNode, params?: Spot['params']): Spot => ({
  path,
  start,
  end,
  ...(params !== undefined && { params }),
});

const membersOf = ({ records }: PayloadView): { path: string; member: JsonMember }[] =>
  records.flatMap(({ path, object }) => object.members.map((member) => ({ path: pathTo(path, member.key), member })));

const stored = ['telemetry', 'attributes', 'own-telemetry', 'own-attributes'] as const;
const timed = ['telemetry', 'own-telemetry'] as const;

export const valueRules = [
  {
    id: 'ts-unreadable',
    schemas: timed,
    severity: 'error',
    verdicts: conversionError,
    check: (payload) => timesOf(payload).flatMap(({ path, node, at }) => (at === undefined ? [spot(path, node)] : [])),
  },
  {
    id: 'ts-in-seconds',
    schemas: timed,
    severity: 'warning',
    verdicts: always('altered'),
    check: (payload) =>
      timesWhere(payload, looksLikeSeconds).map(({ path, node, at }) =>
        spot(path, node, { stored: new Date(Math.trunc(at)).toISOString() }),
      ),
  },
  {
    id: 'ts-old',
    schemas: timed,
    severity: 'advice',
    verdicts: always('stored'),
    check: (payload) =>
      timesWhere(payload, (at, nowAt) => !looksLikeSeconds(at) && at < nowAt - oldAfterMs).map(({ path, node, at }) =>
        spot(path, node, { days: Math.floor(((payload.nowAt ?? at) - at) / dayMs) }),
      ),
  },
  {
    id: 'ts-ahead',
    schemas: timed,
    severity: 'warning',
    verdicts: always('stored'),
    check: (payload) =>
      timesWhere(payload, (at, nowAt) => at > nowAt + aheadMs).map(({ path, node, at }) =>
        spot(path, node, { minutes: Math.floor((at - (payload.nowAt ?? at)) / 60_000) }),
      ),
  },
  {
    id: 'values-none',
    schemas: stored,
    severity: 'warning',
    verdicts: always('dropped'),
    check: ({ records }) =>
      records
        .filter(({ object }) => object.members.every(({ value }) => value.kind === 'null'))
        .map(({ path, object }) => spot(path, object)),
  },
  {
    id: 'value-null',
    schemas: stored,
    severity: 'advice',
    verdicts: always('altered'),
    check: (payload) =>
      membersOf(payload).flatMap(({ path, member }) =>
        member.value.kind === 'null' ? [spot(path, member.value, { key: member.key })] : [],
      ),
  },
  {
    // Only direct values: text inside an object or array stays as it is (facts B3).
    id: 'zeros-lost',
    schemas: stored,
    severity: 'warning',
    verdicts: always('altered'),
    check: (payload) =>
      membersOf(payload).flatMap(({ path, member: { key, value } }) => {
        if (value.kind !== 'string' || !/^-?0\d/.test(value.value)) return [];
        const cast = castByPlatform(value.value);
        return cast === undefined ? [] : [spot(path, value, { key, value: value.value, stored: cast })];
      }),
  },
  {
    // Acknowledged, then the entire record is rejected in the rule engine (facts H24).
    id: 'key-refused',
    schemas: stored,
    severity: 'error',
    verdicts: always('dropped'),
    check: (payload): Spot[] =>
      membersOf(payload).flatMap(({ path, member: { key, keyStart, keyEnd } }) =>
        key === '' || key.length > longestKeyChars
          ? [{ path, start: keyStart, end: keyEnd, params: { lengthChars: key.length, limit: longestKeyChars } }]
          : [],
      ),
  },
] as const satisfies readonly LintRule[];
