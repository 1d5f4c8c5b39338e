/**
 * Switches that make the stand-in fail on purpose, one row each: which rule it acts out and what number it may take. What a
 * fault does is in the file of the rule that it bends. To add one: a row here, and the line that asks for it.
 */
type FaultRow = {
  /** The rule in H whose situation this brings about; it is the `why` of what follows. */
  readonly rule: number;
  /** `none`: the switch takes no value. */
  readonly value:
    { readonly is: 'none' } | { readonly is: 'ms' | 'code'; readonly default: number; readonly max: number };
};

const ms = (byDefault: number): FaultRow['value'] => ({ is: 'ms', default: byDefault, max: 600_000 });
const none: FaultRow['value'] = { is: 'none' };

export const faultTable = {
  /** No answer from the back end: code 3 after its time limit (H4). */
  'core-down': { rule: 4, value: ms(10_000) },
  /** Code 3 at once for a token that is known (H4). */
  'rate-limited': { rule: 4, value: none },
  /** TCP accepted, then closed with nothing said (H4). */
  'address-blocked': { rule: 4, value: none },
  /** This code for every CONNECT (H2). */
  refuse: { rule: 2, value: { is: 'code', default: 5, max: 255 } },
  /** The token is taken over by somebody else so long after CONNACK 0 (H8). */
  evict: { rule: 8, value: ms(1_000) },
  /** Stored, never acknowledged, as from a device that is no gateway (H10). */
  'no-puback': { rule: 10, value: none },
  /** The profile's "send PUBACK on validation exception" is on (H14). */
  'ack-on-validation-error': { rule: 14, value: none },
  /** Closed without an answer, as for broken JSON (H14). */
  'close-on-publish': { rule: 14, value: none },
  /** Acknowledged, not stored, closed, as for a payload that is no object (H15). */
  'puback-then-close': { rule: 15, value: none },
  /** Every publish is one too many (H31). */
  'publish-rate-limited': { rule: 31, value: none },
  /** Every answer so much later. */
  slow: { rule: 4, value: ms(2_000) },
  /** After CONNACK 0 nothing is answered and nothing closed, as behind a dropped NAT entry. */
  'half-open': { rule: 6, value: none },
} as const satisfies Record<string, FaultRow>;

export type FaultId = keyof typeof faultTable;
export const faultIds = Object.keys(faultTable) as readonly FaultId[];
const isFaultId = (text: string): text is FaultId => Object.hasOwn(faultTable, text);

/** The switches that are on; the number is 0 where the switch takes none. */
export type Faults = ReadonlyMap<FaultId, number>;

export type FaultSetting = { readonly id: FaultId; readonly value: number };

/** `core-down` or `core-down=200`; `undefined` for anything else. */
export const parseFault = (text: string): FaultSetting | undefined => {
  const [, id = '', written] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!isFaultId(id)) return undefined;
  const row: FaultRow = faultTable[id];
  if (row.value.is === 'none') return written === undefined ? { id, value: 0 } : undefined;
  if (written === undefined) return { id, value: row.value.default };
  const value = /^(?:0x[0-9a-f]{1,2}|\d{1,6})$/i.test(written) ? Number(written) : Number.NaN;
  const min = row.value.is === 'code' ? 1 : 0;
  return value >= min && value <= row.value.max ? { id, value } : undefined;
};
