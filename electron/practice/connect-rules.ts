/**
 * What a CONNECT is answered (facts A1, H1-H5). Owns the decision only: it sends nothing and knows no socket.
 */
import { type PracticeRule } from '../../protocol/practice-rules.ts';
import { type PlatformVersion } from '../../protocol/practice.ts';
import { type Faults } from './faults.ts';
import { type PerVersion, type VersionProfile } from '../../protocol/platform/versions.ts';

export type Connect = {
  readonly protocolName: string;
  /** 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5.0. */
  readonly level: number;
  readonly clientIdentifier: string;
  readonly cleanSession: boolean;
  /** Absent where the flag is not set; empty where it is set over zero bytes. */
  readonly userName?: string;
  readonly hasPassword: boolean;
};

export type Identity = {
  readonly token: string;
  /** Name of the device that this token belongs to. */
  readonly name: string;
  /** H10: as it was when the session began; a change counts from the next CONNECT. */
  readonly isGateway: boolean;
};

export type ConnectAnswer =
  | { readonly kind: 'accepted'; readonly identity: Identity; readonly why: PracticeRule }
  | { readonly kind: 'refused'; readonly code: number; readonly why: PracticeRule; readonly afterMs: number }
  /** Closed without a byte. */
  | { readonly kind: 'closed'; readonly why: PracticeRule };

type Refusal = { readonly rule: PracticeRule; readonly v311: PerVersion<number>; readonly v5: number };

const codes = (
  rule: PracticeRule,
  to31: number,
  in32: number,
  in33: number,
  in350: number,
  in421: number,
  v5: number,
): Refusal => ({ rule, v311: { '3.1': to31, '3.2': in32, '3.3': in33, '3.5.0': in350, '4.2.1': in421 }, v5 });

// prettier-ignore
const refusals = {
  //                                    H   3.1 3.2 3.3 3.5.0 4.2.1  MQTT 5
  'unknown-token':               codes(2,   5,  5,  5,  4,    5,     0x86),
  'empty-user-name':             codes(3,   4,  5,  5,  4,    5,     0x86),
  'no-credentials':              codes(3,   4,  5,  5,  2,    2,     0x85),
  'no-credentials-no-client-id': codes(3,   4,  5,  5,  5,    5,     0x87),
  'core-down':                   codes(4,   3,  3,  3,  3,    3,     0x88),
  'rate-limited':                codes(4,   3,  3,  3,  3,    3,     0x9f),
} as const satisfies Record<string, Refusal>;

/** A1: 0x9F for the rate limit came with 3.7. */
const before37: Readonly<Partial<Record<PlatformVersion, number>>> = { '3.5.0': 0x88 };

const refuse = (why: keyof typeof refusals, connect: Connect, profile: VersionProfile, afterMs = 0): ConnectAnswer => {
  const refusal: Refusal = refusals[why];
  const v5 = why === 'rate-limited' ? (before37[profile.id] ?? refusal.v5) : refusal.v5;
  return { kind: 'refused', code: connect.level === 5 ? v5 : refusal.v311[profile.id], why: refusal.rule, afterMs };
};

export const answerConnect = (
  connect: Connect,
  profile: VersionProfile,
  faults: Faults,
  identify: (token: string) => Identity | undefined,
): ConnectAnswer => {
  if (!isSpoken(connect, profile)) return { kind: 'closed', why: 5 };
  const forced = faults.get('refuse');
  if (forced !== undefined) return { kind: 'refused', code: forced, why: 2, afterMs: 0 };
  // The back end is asked about every CONNECT, also about one without credentials.
  const backEndMs = faults.get('core-down');
  if (backEndMs !== undefined) return refuse('core-down', connect, profile, backEndMs);
  // A1: a password without a user name is judged as credentials.
  if (connect.userName === undefined && !connect.hasPassword) {
    const named = connect.clientIdentifier.trim() !== '';
    return refuse(named ? 'no-credentials' : 'no-credentials-no-client-id', connect, profile);
  }
  if (connect.userName === '') return refuse('empty-user-name', connect, profile);
  // H1, H2: exact match of the whole user name; password and client identifier play no part.
  const identity = identify(connect.userName ?? '');
  if (identity === undefined) return refuse('unknown-token', connect, profile);
  // The limit counts messages of a known device, so it comes after the credentials.
  if (faults.has('rate-limited')) return refuse('rate-limited', connect, profile);
  return { kind: 'accepted', identity, why: 1 };
};

/** H5 */
const isSpoken = ({ protocolName, level, clientIdentifier }: Connect, profile: VersionProfile): boolean => {
  if (level === 3) return protocolName === 'MQIsdp' && clientIdentifier.length >= 1 && clientIdentifier.length <= 23;
  return protocolName === 'MQTT' && (level === 4 || (level === 5 && profile.mqtt5));
};
