/** One verdict in words: what it proves and what it does not (facts I), with the facts of this attempt filled in. */
import { type Verdict } from '../diagnosis.ts';
import { fill, type FillParams } from './fill.ts';
import { foreignText } from './foreign-text.ts';
import { type VerdictWords, type Words } from './shape.ts';

const seconds = (ms: number): string => (ms / 1_000).toFixed(ms < 10_000 ? 1 : 0);
const milliseconds = (ms: number): string => ms.toFixed(0);

const paramsOf = (verdict: Verdict, words: Words): FillParams => {
  switch (verdict.id) {
    case 'accepted':
    case 'stopped':
      return {};
    case 'refused':
      return { code: verdict.connack.code, hex: verdict.connack.hex };
    case 'host-not-found':
      return { host: foreignText(verdict.host) };
    case 'port-refused':
      return { host: foreignText(verdict.host), port: verdict.port };
    case 'port-timeout':
      return { host: foreignText(verdict.host), port: verdict.port, seconds: seconds(verdict.waitedMs) };
    case 'tls-rejected':
      return { reason: words.tlsReason[verdict.reason] };
    case 'closed-before-connack':
      return { ms: milliseconds(verdict.afterMs) };
    case 'no-connack':
      return { seconds: seconds(verdict.waitedMs), received: words.received[verdict.received] };
    case 'not-mqtt':
      return { looksLike: words.lookAlike[verdict.looksLike] };
    case 'dropped-after-connack':
      return { ms: milliseconds(verdict.livedMs) };
    case 'contested':
      return { times: verdict.evictions };
  }
};

export const verdictSentences = (verdict: Verdict, words: Words): VerdictWords => {
  const { name, meaning, doesNotProve } = words.verdict[verdict.id];
  return { name, meaning: fill(meaning, paramsOf(verdict, words)), doesNotProve };
};
