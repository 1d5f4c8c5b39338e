/**
 * The causes of a verdict in the order of `protocol/advice.ts`, changed by what this attempt itself shows: a cause that was
 * seen comes first, one that cannot be is marked and goes last. Never tells anything of the token but that it differs.
 */
import { causesOf } from '../../protocol/advice.ts';
import { type BrokerAddress, type ConnectionSettings } from '../../protocol/connection.ts';
import { type Advice, type AdviceId, type Verdict } from '../../protocol/diagnosis.ts';
import { utf8LengthBytes } from '../../protocol/packet/utf8.ts';
import { closingDigits, tokenNotes, type TokenRuleId } from '../../protocol/token.ts';

export type AttemptFacts = {
  readonly address: BrokerAddress;
  readonly settings: ConnectionSettings;
  readonly token: string;
};

export const adviceFor = (verdict: Verdict, facts: AttemptFacts): readonly Advice[] => {
  const { settings, address, token } = facts;
  const causes = causesOf(verdict, {
    mqttVersion: settings.mqttVersion,
    scheme: address.scheme,
    usernameBytes: utf8LengthBytes(token),
    ...('connack' in verdict ? { connackAfterMs: verdict.connack.latencyMs } : {}),
  });
  const judged = causes.map((id) => ({ id, seen: wasSeen(id, facts) }));
  return [
    ...judged.filter(({ seen }) => seen === 'yes'),
    ...judged.filter(({ seen }) => seen === 'unknown'),
    ...judged.filter(({ seen }) => seen === 'no'),
  ].map(({ id, seen }) => ({ id, ...(seen === 'no' ? { ruledOut: true } : {}), ...paramsOf(id, facts) }));
};

/** What the advice about white space stands for: all that a copy brings along and nobody sees. */
const pastedAlong: readonly TokenRuleId[] = [
  'control',
  'white-space',
  'zero-width',
  'full-width',
  'look-alike',
  'snippet',
];

const wasSeen = (id: AdviceId, { settings, token }: AttemptFacts): 'yes' | 'no' | 'unknown' => {
  switch (id) {
    case 'token-whitespace':
      return tokenNotes(token).some(({ rule }) => pastedAlong.includes(rule)) ? 'yes' : 'no';
    case 'token-digits-differ': {
      const expected = closingDigits(settings.gatewayName ?? '');
      const found = closingDigits(token);
      if (expected === '' || found === '') return 'unknown';
      return expected === found ? 'no' : 'yes';
    }
    // An empty token is never sent.
    case 'username-empty':
      return 'no';
    case 'client-certificate-refused':
      return settings.tls?.certificate === undefined ? 'no' : 'unknown';
    default:
      return 'unknown';
  }
};

const paramsOf = (id: AdviceId, { settings, address }: AttemptFacts): Pick<Advice, 'params'> => {
  switch (id) {
    case 'token-digits-differ':
      return settings.gatewayName === undefined ? {} : { params: { gatewayName: settings.gatewayName } };
    case 'check-host-spelling':
    case 'certificate-wrong-host':
      return { params: { host: address.host } };
    case 'check-port':
      return { params: { port: String(address.port) } };
    default:
      return {};
  }
};
