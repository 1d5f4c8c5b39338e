/**
 * From a verdict to its probable causes, most probable first (facts I). Owns the order only: what the tool could rule out
 * by itself is added by the diagnosis, the sentences are in `words/`. Causes of a code come from its row in `codes/`.
 */
import { codeRow, connackTable } from './codes/lookup.ts';
import { type MqttVersion, type Scheme } from './connection.ts';
import { type AdviceId, type Connack, type LookAlike, type TlsReason, type Verdict } from './diagnosis.ts';

export type CauseContext = {
  /** From the CONNECT to the CONNACK; tells the causes of code 3 apart. Without it the CONNACK's own latency counts. */
  readonly connackAfterMs?: number;
  readonly mqttVersion: MqttVersion;
  readonly scheme: Scheme;
  /** Length of the user name in the CONNECT that was sent. */
  readonly usernameBytes: number;
};

/**
 * The platform gives up on its own back end after 10 s (facts A1); limits and a wrong transport are answered at once. A
 * loaded 4G link adds hundreds of milliseconds, not seconds: half way tells them apart.
 */
const backendDelayMs = 5_000;

const tlsCauses: Readonly<Record<TlsReason, readonly AdviceId[]>> = {
  'not-tls': ['tls-on-plain-port', 'check-port', 'another-service'],
  expired: ['certificate-expired', 'certificate-clock'],
  'self-signed': ['certificate-self-signed', 'proxy-or-balancer'],
  'unknown-ca': ['certificate-unknown-ca', 'proxy-or-balancer'],
  'wrong-host': ['certificate-wrong-host', 'check-host-spelling'],
  version: ['tls-version-differs'],
  other: ['tls-on-plain-port', 'client-certificate-refused', 'middlebox'],
};

const lookAlikeCauses: Readonly<Record<LookAlike, readonly AdviceId[]>> = {
  http: ['another-service', 'check-port', 'middlebox'],
  tls: ['plain-on-tls-port', 'check-port'],
  ssh: ['another-service', 'check-port'],
  other: ['another-service', 'check-port', 'proxy-or-balancer'],
};

const unavailableCauses = (afterMs: number): readonly AdviceId[] =>
  afterMs >= backendDelayMs
    ? ['backend-down', 'server-overloaded']
    : ['rate-or-tenant-limit', 'profile-transport-differs', 'backend-down'];

const isUnavailable = (connack: Connack): boolean => connack.code === (connack.protocol === '5' ? 0x88 : 3);

const refusalCauses = (connack: Connack, { connackAfterMs, usernameBytes }: CauseContext): readonly AdviceId[] => {
  if (isUnavailable(connack)) return unavailableCauses(connackAfterMs ?? connack.latencyMs);
  const causes = codeRow(connackTable(connack.protocol), connack.code)?.causes ?? [
    'not-thingsboard',
    'another-service',
  ];
  // An empty user name was seen leaving: then it is the cause. Otherwise it is the least likely one.
  if (!causes.includes('username-empty')) return causes;
  const others = causes.filter((id) => id !== 'username-empty');
  return usernameBytes === 0 ? ['username-empty', ...others] : [...others, 'username-empty'];
};

const allCauses = (verdict: Verdict, context: CauseContext): readonly AdviceId[] => {
  switch (verdict.id) {
    case 'accepted':
    case 'refused':
      return refusalCauses(verdict.connack, context);
    case 'host-not-found':
      return ['check-host-spelling', 'check-network-sim'];
    case 'port-refused':
      return ['check-port', 'check-host-spelling', 'firewall'];
    case 'port-timeout':
      return ['check-host-spelling', 'check-port', 'check-network-sim', 'firewall'];
    case 'tls-rejected':
      return tlsCauses[verdict.reason];
    case 'closed-before-connack':
      return [
        'plain-on-tls-port',
        'mqtt-level-unsupported',
        'address-blocked',
        'proxy-or-balancer',
        'client-certificate-refused',
      ];
    case 'no-connack':
      return verdict.received === 'nothing'
        ? ['server-overloaded', 'middlebox', 'another-service']
        : ['another-service', 'proxy-or-balancer', 'middlebox'];
    case 'not-mqtt':
      return lookAlikeCauses[verdict.looksLike];
    case 'dropped-after-connack':
      return ['token-used-elsewhere', 'rate-or-tenant-limit', 'proxy-or-balancer'];
    case 'contested':
      return ['token-used-elsewhere'];
    case 'stopped':
      return [];
  }
};

/** What this attempt makes impossible. */
const isPossible = (id: AdviceId, { scheme, mqttVersion }: CauseContext): boolean => {
  switch (id) {
    case 'client-certificate-refused':
      return scheme === 'mqtts';
    case 'plain-on-tls-port':
      return scheme === 'mqtt';
    case 'use-mqtt-311':
    case 'mqtt-level-unsupported':
      return mqttVersion !== '3.1.1';
    default:
      return true;
  }
};

/** Most probable first; empty only for an attempt the engineer stopped. */
export const causesOf = (verdict: Verdict, context: CauseContext): readonly AdviceId[] =>
  allCauses(verdict, context).filter((id) => isPossible(id, context));
