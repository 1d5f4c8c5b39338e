/** One verdict in words: what it proves and what it does not (facts I), with the facts of this attempt filled in. */
import { type Verdict } from '../diagnosis.ts';
import { fill, type FillParams } from './fill.ts';
import { foreignText, foreignTextLimit } from './foreign-text.ts';
import { lossSentence } from './loss-text.ts';
import { type VerdictWords, type Words } from './shape.ts';

const seconds = (ms: number): string => (ms / 1_000).toFixed(ms < 10_000 ? 1 : 0);
const milliseconds = (ms: number): string => ms.toFixed(0);

const paramsOf = (verdict: Verdict, words: Words, limitChars: number): FillParams => {
  switch (verdict.id) {
    case 'accepted':
    case 'stopped':
      return {};
    case 'refused':
      return { code: verdict.connack.code, hex: verdict.connack.hex };
    case 'host-not-found':
      return { host: foreignText(verdict.host, limitChars) };
    case 'port-refused':
      return { host: foreignText(verdict.host, limitChars), port: verdict.port };
    case 'port-timeout':
      return { host: foreignText(verdict.host, limitChars), port: verdict.port, seconds: seconds(verdict.waitedMs) };
    case 'tls-rejected':
      return {
        reason: fill(words.tlsReason[verdict.reason], {
          host: foreignText(verdict.host, limitChars),
          names: foreignText((verdict.names ?? []).map(withoutKind).join(', ') || '–', limitChars),
        }),
      };
    case 'closed-before-connack':
      return { ms: milliseconds(verdict.afterMs) };
    case 'no-connack':
      return { seconds: seconds(verdict.waitedMs), received: words.received[verdict.received] };
    case 'not-mqtt':
      return { looksLike: words.lookAlike[verdict.looksLike] };
    case 'dropped-after-connack':
      return { ms: milliseconds(verdict.livedMs), why: lossSentence(verdict, words) };
    case 'contested':
      return { times: verdict.evictions };
  }
};

/** `DNS:broker.example`, `IP Address:10.20.0.8` */
const withoutKind = (name: string): string => name.replace(/^(DNS|IP Address):/u, '');

/** With its code behind it a meaning still fits into 240 characters. */
const meaningLimitChars = 220;

export const verdictSentences = (verdict: Verdict, words: Words): VerdictWords => {
  const { name, meaning, doesNotProve } = words.verdict[verdict.id];
  const said = (limitChars: number): string => fill(meaning, paramsOf(verdict, words, limitChars));
  const text = said(foreignTextLimit);
  return { name, meaning: text.length <= meaningLimitChars ? text : said(foreignTextLimit / 2), doesNotProve };
};
