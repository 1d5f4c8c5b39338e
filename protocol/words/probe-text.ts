/** The result of a probe as sentences. The port findings are lines of their own, each with its port in front. */
import { type ProbeResult } from '../probe.ts';
import { codeSentences } from './code-text.ts';
import { fill } from './fill.ts';
import { type Words } from './shape.ts';

export const probeSentence = (result: ProbeResult, words: Words): readonly string[] => {
  switch (result.probe) {
    case 'gateway-flag':
    case 'gateway-write':
      return [words.gatewayFlag[result.flag]];
    case 'ask-v5':
      return [askedV5Sentence(result, words)];
    case 'ports':
      return result.ports.map(({ port, answer }) => `${port} · ${words.portAnswer[answer]}`);
  }
};

const askedV5Sentence = (
  { report, disconnectCode }: Extract<ProbeResult, { probe: 'ask-v5' }>,
  words: Words,
): string => {
  const { refused, ended, lives, nothing } = words.askedV5;
  const { verdict } = report;
  if (verdict === undefined) return fill(nothing, { verdict: words.verdict.stopped.name });
  const said = (template: string, table: 'connack5' | 'disconnect5', code: number): string => {
    const { hex, name, meaning, onThisPlatform } = codeSentences(table, code, words);
    return fill(template, { code: hex, name, meaning: onThisPlatform === '' ? meaning : onThisPlatform });
  };
  if (disconnectCode !== undefined) return said(ended, 'disconnect5', disconnectCode);
  if (verdict.id === 'refused') return said(refused, 'connack5', verdict.connack.code);
  if (verdict.id === 'accepted') return lives;
  return fill(nothing, { verdict: words.verdict[verdict.id].name });
};
