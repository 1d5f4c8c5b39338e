/**
 * Switches that make the practice platform fail on purpose, one row each: which rule it acts out, from when it counts, and
 * what number it may take. One table for window, command line and platform. What a fault does is in `electron/practice/`, in
 * the file of the rule that it bends; what it is called is in `words/`. To add one: a row here, its words, and the line that
 * asks for it.
 */
import * as v from 'valibot';
import { type PracticeRule } from './practice-rules.ts';

type FaultRow = {
  /** The rule in H whose situation this brings about; it is the `why` of what follows. */
  readonly rule: PracticeRule;
  /** Which part of a session it disturbs. */
  readonly stage: 'connect' | 'session' | 'publish';
  /** `none`: the switch takes no value. */
  readonly value:
    | { readonly is: 'none' }
    | { readonly is: 'ms' | 'code'; readonly default: number; readonly min: number; readonly max: number };
};

const ms = (byDefault: number): FaultRow['value'] => ({ is: 'ms', default: byDefault, min: 0, max: 600_000 });
const none: FaultRow['value'] = { is: 'none' };

export const faultTable = {
  /** TCP accepted, then closed with nothing said (H4). */
  'address-blocked': { rule: 4, stage: 'connect', value: none },
  /** This code for every CONNECT (H2). */
  refuse: { rule: 2, stage: 'connect', value: { is: 'code', default: 5, min: 1, max: 255 } },
  /** No answer from the back end: code 3 after its time limit (H4). */
  'core-down': { rule: 4, stage: 'connect', value: ms(10_000) },
  /** Code 3 at once for a token that is known (H4). */
  'rate-limited': { rule: 4, stage: 'connect', value: none },
  /** The token is taken over by somebody else so long after CONNACK 0 (H8). */
  evict: { rule: 8, stage: 'session', value: ms(1_000) },
  /** Every answer so much later. */
  slow: { rule: 4, stage: 'session', value: ms(2_000) },
  /** After CONNACK 0 nothing is answered and nothing closed, as behind a dropped NAT entry. */
  'half-open': { rule: 6, stage: 'session', value: none },
  /** Stored, never acknowledged, as from a device that is no gateway (H10). */
  'no-puback': { rule: 10, stage: 'publish', value: none },
  /** Closed without an answer, as for broken JSON (H14). */
  'close-on-publish': { rule: 14, stage: 'publish', value: none },
  /** Acknowledged, not stored, closed, as for a payload that is no object (H15). */
  'puback-then-close': { rule: 15, stage: 'publish', value: none },
  /** Every publish is one too many (H31). */
  'publish-rate-limited': { rule: 31, stage: 'publish', value: none },
  /** The profile's "send PUBACK on validation exception" is on (H14). */
  'ack-on-validation-error': { rule: 14, stage: 'publish', value: none },
} as const satisfies Record<string, FaultRow>;

export type FaultId = keyof typeof faultTable;
export const faultIds = Object.keys(faultTable) as [FaultId, ...FaultId[]];
const isFaultId = (text: string): text is FaultId => Object.hasOwn(faultTable, text);

export const faultRow = (id: FaultId): FaultRow => faultTable[id];

/** `value` is 0 where the switch takes none. */
export const faultSetting = v.pipe(
  v.object({ id: v.picklist(faultIds), value: v.pipe(v.number(), v.integer()) }),
  v.check(({ id, value }) => isInRange(id, value)),
);
export type FaultSetting = Readonly<v.InferOutput<typeof faultSetting>>;
/** Which are on; a later one of the same id counts. */
export const faultSettings = v.pipe(v.array(faultSetting), v.maxLength(faultIds.length));

const isInRange = (id: FaultId, value: number): boolean => {
  const { value: takes } = faultRow(id);
  return takes.is === 'none' ? value === 0 : value >= takes.min && value <= takes.max;
};

/** What the switch has when it is put on without a number. */
export const defaultFault = (id: FaultId): FaultSetting => {
  const { value } = faultRow(id);
  return { id, value: value.is === 'none' ? 0 : value.default };
};

/** `core-down` or `core-down=200`, codes also as `refuse=0x87`; `undefined` for anything else. */
export const parseFault = (text: string): FaultSetting | undefined => {
  const [, id = '', written] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!isFaultId(id)) return undefined;
  if (written === undefined) return defaultFault(id);
  const value = readFaultValue(id, written);
  return value === undefined ? undefined : { id, value };
};

/** A number as typed, decimal or `0x…`; `undefined` where it is none or out of range. */
export const readFaultValue = (id: FaultId, written: string): number | undefined => {
  if (faultRow(id).value.is === 'none' || !/^(?:0x[0-9a-f]{1,2}|\d{1,6})$/i.test(written)) return undefined;
  const value = Number(written);
  return isInRange(id, value) ? value : undefined;
};
