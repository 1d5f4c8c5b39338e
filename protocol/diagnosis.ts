/**
 * The steps from a name to a living session, and the verdicts with their exit codes. Scripts rely on the ids and numbers:
 * they never change meaning. Words are in `words/`; the steps are walked in `electron/diagnosis/`.
 */
import { type LinkLoss } from './connection.ts';
import { type StepDetails } from './step-details.ts';

export const stepIds = [
  'resolve-host',
  'open-tcp',
  'negotiate-tls',
  'send-connect',
  'await-connack',
  'survive',
] as const;
export type StepId = (typeof stepIds)[number];

export type Step = {
  readonly id: StepId;
  readonly outcome: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped' | 'not-used';
  /** From the start of the first step, monotonic. */
  readonly startedMs?: number;
  readonly ms?: number;
  /** A fact in the field's own signs, no sentence: `10.20.0.8`, `TLSv1.3`, `0x05`, `ECONNREFUSED`. */
  readonly finding?: string;
  /** What crossed the wire in this step, hex. The token in a CONNECT is overwritten by `2A` of the same length. */
  readonly bytes?: string;
  /** `details.id` is the step's own id. */
  readonly details?: StepDetails;
};

/** The whole CONNACK. `properties` only for v5, by the names of the standard (`reasonString`, `serverKeepAlive`). */
export type Connack = {
  readonly protocol: '3.1.1' | '5';
  readonly code: number;
  readonly hex: string;
  readonly name: string;
  readonly sessionPresent: boolean;
  readonly bytes: string;
  /** From the CONNECT's last byte handed to the socket to the CONNACK's last byte. */
  readonly latencyMs: number;
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
};

export const tlsReasons = [
  'not-tls',
  'expired',
  'self-signed',
  'unknown-ca',
  'wrong-host',
  'version',
  'other',
] as const;
export type TlsReason = (typeof tlsReasons)[number];
export const lookAlikes = ['http', 'tls', 'ssh', 'other'] as const;
export type LookAlike = (typeof lookAlikes)[number];

export type Verdict =
  | { readonly id: 'accepted'; readonly connack: Connack }
  | { readonly id: 'refused'; readonly connack: Connack }
  | { readonly id: 'host-not-found'; readonly host: string; readonly detail: string }
  | { readonly id: 'port-refused'; readonly host: string; readonly port: number }
  | {
      readonly id: 'port-timeout';
      readonly host: string;
      readonly port: number;
      readonly waitedMs: number;
      readonly detail?: string;
    }
  | {
      readonly id: 'tls-rejected';
      readonly reason: TlsReason;
      readonly detail: string;
      readonly host: string;
      readonly names?: readonly string[];
    }
  | { readonly id: 'closed-before-connack'; readonly afterMs: number; readonly how: 'closed' | 'reset' }
  | {
      readonly id: 'no-connack';
      readonly waitedMs: number;
      readonly received: 'nothing' | 'incomplete' | 'malformed';
      readonly bytes?: string;
    }
  | { readonly id: 'not-mqtt'; readonly looksLike: LookAlike; readonly bytes: string }
  | {
      readonly id: 'dropped-after-connack';
      readonly connack: Connack;
      readonly livedMs: number;
      readonly why: LinkLoss['why'];
      readonly detail?: string;
    }
  | { readonly id: 'contested'; readonly connack: Connack; readonly evictions: number }
  /** The engineer pressed Stop: says nothing about the platform. */
  | { readonly id: 'stopped' };
export type VerdictId = Verdict['id'];

/** A probable cause with its next check, most probable first. `ruledOut` when the tool itself could check it. */
export type Advice = {
  readonly id: AdviceId;
  readonly ruledOut?: boolean;
  readonly params?: Readonly<Record<string, string>>;
};

/** Rows of `facts/platform.md` I: one id for each cause an engineer can check. */
export const adviceIds = [
  'token-unknown',
  'token-digits-differ',
  'token-whitespace',
  'token-regenerated',
  'token-other-server',
  'credential-type-differs',
  'username-empty',
  'not-thingsboard',
  'use-mqtt-311',
  'backend-down',
  'rate-or-tenant-limit',
  'profile-transport-differs',
  'check-host-spelling',
  'check-network-sim',
  'check-port',
  'firewall',
  'tls-on-plain-port',
  'plain-on-tls-port',
  'address-blocked',
  'mqtt-level-unsupported',
  'proxy-or-balancer',
  'server-overloaded',
  'middlebox',
  'another-service',
  'certificate-expired',
  'certificate-clock',
  'certificate-self-signed',
  'certificate-unknown-ca',
  'certificate-wrong-host',
  'tls-version-differs',
  'token-used-elsewhere',
  'client-certificate-refused',
  'reconnect-slower',
  'run-gateway-flag-test',
] as const;
export type AdviceId = (typeof adviceIds)[number];

export type Report = {
  /** Absent while the steps still run: also while the survival step runs after CONNACK 0. */
  readonly verdict?: Verdict;
  /** As soon as one came, whatever it says. */
  readonly connack?: Connack;
  readonly steps: readonly Step[];
  readonly advice: readonly Advice[];
};

/**
 * Exit code of `gatescope diagnose`: 0 accepted, 1-5 the refused return code itself (3.1.1), 6 any other refusal,
 * 10-18 by verdict, 130 stopped by the user (as shells do for SIGINT).
 */
export const exitCodeOf = (verdict: Verdict): number => {
  switch (verdict.id) {
    case 'accepted':
      return 0;
    case 'refused':
      return verdict.connack.protocol === '3.1.1' && verdict.connack.code <= 5 ? verdict.connack.code : 6;
    case 'host-not-found':
      return 10;
    case 'port-refused':
      return 11;
    case 'port-timeout':
      return 12;
    case 'tls-rejected':
      return 13;
    case 'closed-before-connack':
      return 14;
    case 'no-connack':
      return 15;
    case 'not-mqtt':
      return 16;
    case 'dropped-after-connack':
      return 17;
    case 'contested':
      return 18;
    case 'stopped':
      return 130;
  }
};
