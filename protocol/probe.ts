/**
 * The further questions that an engineer may ask after a verdict, each only with consent: which there are, which make sense
 * for a verdict, what they answer. What each does, proves and does not prove is said in `words/` before it is run.
 */
import * as v from 'valibot';
import { connectionSettings, tokenSource, type MqttVersion } from './connection.ts';
import { type Report, type Verdict } from './diagnosis.ts';
import { type PublishOutcomeId } from './publish-outcome.ts';

/** `address-block` is a wait of the window's own and one connect; the others are run by the process behind it. */
export const probeIds = ['gateway-flag', 'gateway-write', 'ask-v5', 'ports', 'address-block'] as const;
export type ProbeId = (typeof probeIds)[number];

/** The others neither write data nor can they throw anybody off. */
export const touchesOthers = (probe: ProbeId): boolean => probe === 'gateway-write' || probe === 'ask-v5';

const consent = v.literal(true);
const deviceName = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

export const probeRequest = v.variant('probe', [
  /** On the session that lives: asks `getSessionLimits`. Writes no data. */
  v.object({ probe: v.literal('gateway-flag'), consent }),
  /** On the session that lives: two publishes that the platform stores. */
  v.object({ probe: v.literal('gateway-write'), consent, device: deviceName }),
  /** Ends the session there may be: the platform keeps one for each token. */
  v.object({ probe: v.literal('ask-v5'), consent, settings: connectionSettings, token: tokenSource }),
  /** Neither MQTT nor the token is sent. */
  v.object({ probe: v.literal('ports'), consent, settings: connectionSettings }),
]);
export type ProbeRequest = v.InferOutput<typeof probeRequest>;

/** Whether the token's device is flagged "Is gateway". */
export type GatewayFlag = 'present' | 'missing' | 'unknown';

export const portAnswers = [
  'refused',
  'timed-out',
  'unreachable',
  /** The other side opened and closed at once, before anything was sent. */
  'closed-at-once',
  'tls',
  /** A TLS hello was hung up on: whatever listens there does not speak it. */
  'not-tls',
  /** Neither a word nor an end. */
  'silent',
  'http',
  'ssh',
  'other',
] as const;
export type PortAnswer = (typeof portAnswers)[number];

export type PortFinding = {
  readonly port: number;
  readonly answer: PortAnswer;
  readonly ms: number;
  /** First bytes that came, hex, at most 64. */
  readonly bytes?: string;
};

export type ProbeResult =
  | {
      readonly probe: 'gateway-flag';
      readonly flag: GatewayFlag;
      /** As the platform wrote it, where it answered in time. */
      readonly answer?: string;
      readonly ms: number;
    }
  | {
      readonly probe: 'gateway-write';
      readonly flag: GatewayFlag;
      readonly own: PublishOutcomeId;
      readonly gateway: PublishOutcomeId;
    }
  | {
      readonly probe: 'ask-v5';
      readonly report: Report;
      /** Of the DISCONNECT, where the link was ended with one. */
      readonly disconnectCode?: number;
    }
  | { readonly probe: 'ports'; readonly ports: readonly PortFinding[] };

export type ProbeRun =
  | { readonly phase: 'running'; readonly probe: ProbeId }
  | { readonly phase: 'ended'; readonly result: ProbeResult }
  | { readonly phase: 'stopped'; readonly probe: ProbeId };

/** Which make sense now, most telling first. `isLive`: there is a session to ask on. */
export const probesFor = (
  verdict: Verdict | undefined,
  { mqttVersion, isLive }: { readonly mqttVersion: MqttVersion; readonly isLive: boolean },
): readonly ProbeId[] => {
  const asV5: readonly ProbeId[] = mqttVersion === '5' ? [] : ['ask-v5'];
  if (isLive) return ['gateway-flag'];
  switch (verdict?.id) {
    case 'refused':
      return asV5;
    case 'closed-before-connack':
      return ['ports', 'address-block', ...asV5];
    case 'no-connack':
      return ['ports', ...asV5];
    case 'dropped-after-connack':
      return asV5;
    case 'not-mqtt':
    case 'tls-rejected':
    case 'port-refused':
    case 'port-timeout':
      return ['ports'];
    // Asking once more would throw the gateway off once more.
    case 'contested':
    case 'accepted':
    case 'host-not-found':
    case 'stopped':
    case undefined:
      return [];
  }
};

/** The platform blocks an address for a minute after ten bad log-ins (facts A1). */
export const addressBlockWaitMs = 75_000;

/* The gateway-flag test: what is asked and what is written. */

export const sessionLimitsQuestion = {
  filter: 'v1/devices/me/rpc/response/+',
  topic: (id: number): string => `v1/devices/me/rpc/request/${id}`,
  answerTopic: (id: number): string => `v1/devices/me/rpc/response/${id}`,
  payload: '{"method":"getSessionLimits","params":{}}',
  /** Platforms before 3.8.1 never answer; the others do within a round trip. */
  waitMs: 5_000,
} as const;

/** `gatewayRateLimits` is there only for a gateway (facts C). */
export const flagFromSessionLimits = (answer: string | undefined): GatewayFlag => {
  if (answer === undefined) return 'unknown';
  try {
    const read: unknown = JSON.parse(answer);
    if (typeof read !== 'object' || read === null || !Object.hasOwn(read, 'maxPayloadSize')) return 'unknown';
    return Object.hasOwn(read, 'gatewayRateLimits') ? 'present' : 'missing';
  } catch {
    return 'unknown';
  }
};

export const defaultProbeDevice = (gatewayName: string | undefined): string => `${gatewayName || 'GATESCOPE'}/DIAG`;

/** What the writing test sends, byte for byte, in this order. */
export const gatewayWriteMessages = (
  device: string,
): readonly { readonly topic: string; readonly payload: string }[] => [
  { topic: 'v1/devices/me/telemetry', payload: '{"gatescopeProbe":true}' },
  { topic: 'v1/gateway/telemetry', payload: JSON.stringify({ [device]: [{ gatescopeProbe: true }] }) },
];

/** A plain device's publish on a gateway topic is neither acknowledged nor refused (facts B2, H10). */
export const flagFromOutcomes = (own: PublishOutcomeId, gateway: PublishOutcomeId): GatewayFlag => {
  if (gateway === 'acked') return 'present';
  return own === 'acked' && gateway === 'no-ack' ? 'missing' : 'unknown';
};
