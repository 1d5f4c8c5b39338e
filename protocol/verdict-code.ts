/**
 * The short code of a verdict and of a lost link, as it is read out over the telephone: `[TLS-NAME]`. Exhaustive by type.
 * Owns no sentence; scripts rely on the verdict's id, people on this. A code never changes its meaning.
 */
import { type LinkLoss } from './connection.ts';
import { type Connack, type TlsReason, type Verdict } from './diagnosis.ts';

/** Without the brackets. */
export const verdictCode = (verdict: Verdict): string => {
  switch (verdict.id) {
    case 'accepted':
      return 'MQTT-OK';
    case 'refused':
      return refusalCode(verdict.connack);
    case 'host-not-found':
      return 'NET-DNS';
    case 'port-refused':
      return 'NET-REFUSED';
    // The system gave its word for it: there is no way there at all.
    case 'port-timeout':
      return verdict.detail === undefined ? 'NET-TIMEOUT' : 'NET-UNREACHABLE';
    case 'tls-rejected':
      return tlsCodes[verdict.reason];
    case 'closed-before-connack':
      return 'MQTT-CLOSED';
    case 'no-connack':
      return 'MQTT-NOCONNACK';
    case 'not-mqtt':
      return 'MQTT-NOT';
    case 'dropped-after-connack':
      return linkLossCode({ why: verdict.why });
    case 'contested':
      return 'AUTH-CONTESTED';
    case 'stopped':
      return 'STOPPED';
  }
};

const tlsCodes: Readonly<Record<TlsReason, string>> = {
  'not-tls': 'TLS-NOT',
  expired: 'TLS-EXPIRED',
  'self-signed': 'TLS-SELFSIGNED',
  'unknown-ca': 'TLS-CA',
  'wrong-host': 'TLS-NAME',
  version: 'TLS-VERSION',
  other: 'TLS-BROKEN',
};

/** What is to be looked at: version, identity, the platform's own state, or only the number itself. */
const refusalCode = ({ protocol, code }: Connack): string => {
  switch (protocol === '5' ? code : code + 0x1000) {
    case 0x1001:
    case 0x84:
      return 'MQTT-VERSION';
    // Also 2 and 0x85: here they mean that no user name arrived (facts A1).
    case 0x1002:
    case 0x1004:
    case 0x1005:
    case 0x85:
    case 0x86:
    case 0x87:
    case 0x8a:
    case 0x8c:
      return 'AUTH-REFUSED';
    case 0x1003:
    case 0x88:
      return 'MQTT-UNAVAILABLE';
    case 0x89:
    case 0x97:
    case 0x9f:
      return 'MQTT-BUSY';
    default:
      return 'MQTT-REFUSED';
  }
};

export const linkLossCode = ({ why, reasonCode }: Pick<LinkLoss, 'why' | 'reasonCode'>): string =>
  reasonCode === 0x8e ? 'AUTH-CONTESTED' : lossCodes[why];

const lossCodes: Readonly<Record<LinkLoss['why'], string>> = {
  'closed-by-broker': 'MQTT-DROPPED',
  reset: 'MQTT-DROPPED',
  'disconnect-packet': 'MQTT-DROPPED',
  'keep-alive': 'NET-SILENT',
  malformed: 'MQTT-MALFORMED',
  'packet-too-large': 'MQTT-TOOBIG',
  'socket-error': 'NET-LOST',
};
