/**
 * What the platform does with a publish that it cannot use: one row for each row of the outcome matrix (facts B2), one
 * column for each version. Owns the outcomes only; what is wrong with a publish is found in `publish-rules.ts`.
 */
import { type PracticeRule } from '../../protocol/practice-rules.ts';
import { type Answer, type Close, nothing } from './answer.ts';
import { type PerVersion, type VersionProfile } from '../../protocol/platform/versions.ts';

/** As in B2: `-` nothing and stays open, `P` PUBACK, `X` close, `PX` one after the other, `late P` after a timeout inside. */
type Reaction = '-' | 'P' | 'X' | 'PX' | 'late P';

/** `ack`: reason code of the PUBACK; `close`: that of the DISCONNECT, `bare` for a close without one. */
type Reaction5 = { readonly ack?: number; readonly close?: number | 'bare'; readonly late?: true };

type TroubleRow = { readonly rule: PracticeRule; readonly v311: PerVersion<Reaction>; readonly v5: Reaction5 };

const row = (
  rule: PracticeRule,
  to31: Reaction,
  in32: Reaction,
  in33: Reaction,
  in350: Reaction,
  in421: Reaction,
  v5: Reaction5,
): TroubleRow => ({ rule, v311: { '3.1': to31, '3.2': in32, '3.3': in33, '3.5.0': in350, '4.2.1': in421 }, v5 });

// prettier-ignore
const troubles = {
  //                              H    3.1   3.2   3.3   3.5.0  4.2.1     MQTT 5
  'not-a-gateway':           row(10,  '-',  '-',  '-',  '-',   '-',      {}),
  'not-json':                row(14,  '-',  '-',  'X',  'X',   'X',      { ack: 0x99 }),
  'not-an-object':           row(15,  '-',  '-',  'X',  'PX',  'PX',     { ack: 0x83, close: 0x83 }),
  'no-device-name':          row(16,  '-',  '-',  'X',  'PX',  'PX',     { ack: 0x83, close: 0x83 }),
  'no-device-left':          row(17,  '-',  '-',  '-',  '-',   'PX',     { ack: 0x83, close: 0x83 }),
  // I: the acknowledgement counts records down, and there is none.
  'no-records':              row(18,  '-',  '-',  '-',  '-',   '-',      {}),
  'bad-record':              row(19,  '-',  '-',  'X',  'X',   'X',      { ack: 0x99 }),
  // I: the name is checked where the device would be created, and that check sends no reply. H has it for connect only; see B2.
  'empty-device-name':       row(16,  '-',  '-',  '-',  '-',   'late P', { ack: 0x80, late: true }),
  'topic-wildcard':          row(26,  'X',  'X',  'X',  'X',   'X',      { close: 0x81 }),
  // 3.1 stands for 2.5.6 here; which of the two a 3.0 or 3.1 does is inferred (I).
  'unknown-gateway-topic':   row(26,  '-',  'P',  'P',  'P',   'P',      { ack: 0x90 }),
  'unknown-topic':           row(26,  'P',  'P',  'P',  'P',   'P',      { ack: 0x90 }),
  // The notice that MQTT 5 also gets is in `publish-rules.ts`.
  'rate-limited':            row(31,  'X',  'X',  'X',  'X',   'PX',     { ack: 0x97, close: 'bare' }),
} as const satisfies Record<string, TroubleRow>;

export type Trouble = keyof typeof troubles;
export const ruleOf = (trouble: Trouble): PracticeRule => troubles[trouble].rule;

/** B2: "P after about 10 s", the platform's own `max_requests_timeout`. */
const lateAckMs = 10_000;

export type Circumstances = {
  readonly mqtt5: boolean;
  readonly qos: 0 | 1 | 2;
  readonly profile: VersionProfile;
  /** H14: the device profile's "send PUBACK on validation exception". */
  readonly acksInvalid: boolean;
};

export const reactTo = (trouble: Trouble, circumstances: Circumstances): Answer => {
  const wanted = isValidation(trouble) ? validationAnswer(trouble, circumstances) : tableAnswer(trouble, circumstances);
  // H12: QoS 0 has no packet identifier to acknowledge.
  if (circumstances.qos === 0) return wanted.close === undefined ? nothing : { close: wanted.close };
  return wanted;
};

const tableAnswer = (trouble: Trouble, { mqtt5, profile }: Circumstances): Answer => {
  const { rule, v311, v5 }: TroubleRow = troubles[trouble];
  if (mqtt5) {
    return {
      ...(v5.ack === undefined ? {} : { acks: [v5.ack] }),
      ...(v5.late === undefined ? {} : { acksAfterMs: lateAckMs }),
      ...(v5.close === undefined ? {} : { close: v5.close === 'bare' ? { why: rule } : { why: rule, code: v5.close } }),
    };
  }
  const reaction = v311[profile.id];
  if (reaction === 'late P') return { acks: [0], acksAfterMs: lateAckMs };
  return {
    ...(reaction.startsWith('P') ? { acks: [0] } : {}),
    ...(reaction.endsWith('X') ? { close: { why: rule } } : {}),
  };
};

const isValidation = (trouble: Trouble): trouble is 'not-json' | 'bad-record' =>
  trouble === 'not-json' || trouble === 'bad-record';

/** The two rows that a device profile can soften (H14), and that close at QoS 0 even on MQTT 5, with 0x99 (facts E3). */
const validationAnswer = (trouble: 'not-json' | 'bad-record', circumstances: Circumstances): Answer => {
  const { mqtt5, qos, acksInvalid, profile } = circumstances;
  const close: Close = { why: ruleOf(trouble), ...(mqtt5 ? { code: 0x99 } : {}) };
  if (qos === 0 && mqtt5) return { close };
  // The flag came with 3.4 (facts B2); older profiles do not know it.
  if (!mqtt5 && acksInvalid && qos > 0 && (profile.id === '4.2.1' || profile.id === '3.5.0')) return { acks: [0] };
  return tableAnswer(trouble, circumstances);
};
