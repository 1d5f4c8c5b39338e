/** What became of publishes, for people and for scripts. The sentences are `protocol/words/`. */
import { codeHex } from '../../protocol/codes/lookup.ts';
import { type Connack } from '../../protocol/diagnosis.ts';
import { publishExitCodes, type PublishOutcome, type PublishRecord } from '../../protocol/publish-outcome.ts';
import { type Language } from '../../protocol/settings.ts';
import { codeText, wordsOf } from '../../protocol/words/index.ts';
import { isOutcome } from '../mqtt/link-publishes.ts';
import { escapeForTerminal } from './terminal-text.ts';

export type EndedRecord = PublishRecord & { readonly state: PublishOutcome };
export const isEnded = (record: PublishRecord): record is EndedRecord => isOutcome(record.state);

export const outcomeLines = ({ state, topic, lengthBytes, n }: EndedRecord, language: Language): readonly string[] => {
  const { name, meaning, causes } = wordsOf(language).publishState[state.id];
  const facts = [
    escapeForTerminal(topic),
    `${lengthBytes} B`,
    `packet identifier ${state.packetIdentifier}`,
    ...('latencyMs' in state ? [`PUBACK ${state.latencyMs.toFixed(1)} ms`] : []),
    ...('reasonCode' in state ? [codeHex(state.reasonCode)] : []),
  ];
  return [
    `${n}. ${name}  [${state.id}, ${exitWord[language]} ${publishExitCodes[state.id]}]  ${facts.join(', ')}`,
    `   ${meaning}`,
    ...(state.id === 'rejected' ? [`   ${codeText('puback5', state.reasonCode, language).meaning}`] : []),
    // After a success the causes are about what comes later; they would only worry here.
    ...(state.id === 'acked' ? [] : causes.map((cause, i) => `     ${i + 1}. ${cause}`)),
  ];
};

const exitWord: Readonly<Record<Language, string>> = { zh: '退出码', en: 'exit' };

export const summaryLine = (ended: readonly EndedRecord[], asked: number, language: Language): string => {
  const acked = ended.filter(({ state }) => state.id === 'acked').length;
  return language === 'zh'
    ? `要求 ${asked} 次，发出 ${ended.length} 次，成功 ${acked} 次。`
    : `${asked} asked for, ${ended.length} sent, ${acked} acknowledged.`;
};

/** `telling`: the first that did not succeed, else the last; it decides the outcome. */
export const publishJson = (
  ended: readonly EndedRecord[],
  telling: EndedRecord,
  connack: Connack | undefined,
  exitCode: number,
): object => ({
  ...outcomeJson(telling.state),
  exitCode,
  topic: telling.topic,
  lengthBytes: telling.lengthBytes,
  ...(connack === undefined ? {} : { connack }),
  publishes: ended.map(({ n, sentAt, state }) => ({ n, sentAt, ...outcomeJson(state) })),
});

const outcomeJson = ({ id, ...facts }: PublishOutcome): object => ({ outcome: id, ...facts });
