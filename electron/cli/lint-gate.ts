/**
 * What the linter says of a message that is about to be published: one that would end the connection is not sent without a
 * second, explicit word; of anything else that would not be kept as it is, a line is said.
 */
import { type MqttVersion } from '../../protocol/connection.ts';
import { lintPayload, type LintReport } from '../../protocol/lint/lint.ts';
import { hasWildcard } from '../../protocol/lint/topic-schema.ts';
import { utf8LengthBytes } from '../../protocol/packet/utf8.ts';
import { type PlatformVersion } from '../../protocol/practice.ts';
import { blockedByLintExitCode } from '../../protocol/publish-outcome.ts';
import { wordsOf } from '../../protocol/words/index.ts';
import { findingLines, findingsJson } from './check-text.ts';
import { type Io } from './command.ts';

export type GateMessage = {
  readonly topic: string;
  readonly payload: string;
  /** `-` is standard input. */
  readonly file: string;
  readonly mqttVersion: MqttVersion;
  readonly like: PlatformVersion;
};

/** The exit code where the message is held back; undefined: it may go. */
export const holdBack = (message: GateMessage, anyway: boolean, json: boolean, io: Io): number | undefined => {
  const { topic, payload, mqttVersion, like } = message;
  // The client itself refuses to publish to such a name, whatever was said.
  if (hasWildcard(topic)) return undefined;
  const report = lintPayload(payload, { topic, mqttVersion, like, nowAt: Date.now() });
  const { verdict } = report;
  if (verdict === 'cuts-the-link' && !anyway) {
    if (json) io.out(`${JSON.stringify(blockedJson(message, report))}\n`);
    else io.out(`${blockedLines(message, report, io).join('\n')}\n`);
    return blockedByLintExitCode;
  }
  if (verdict !== 'stored') io.err(`${phrases[io.language].expected(wordsOf(io.language).lintVerdict[verdict])}\n`);
  return undefined;
};

const blockedJson = ({ topic, payload }: GateMessage, report: LintReport): object => ({
  outcome: 'blocked-by-lint',
  exitCode: blockedByLintExitCode,
  topic,
  lengthBytes: utf8LengthBytes(payload),
  findings: findingsJson(report),
});

const blockedLines = ({ payload, file }: GateMessage, report: LintReport, { language }: Io): readonly string[] => {
  const phrase = phrases[language];
  const cutting = report.findings.filter(({ verdict }) => verdict === 'cuts-the-link');
  return [
    `${phrase.notSent}  [blocked-by-lint, ${phrase.exit} ${String(blockedByLintExitCode)}]`,
    ...findingLines({ ...report, findings: cutting, unlisted: 0 }, { text: payload, file, language }),
    '',
    phrase.anyway,
  ];
};

const phrases = {
  zh: {
    exit: '退出码',
    notSent: '没有发送：平台会因此断开连接。',
    anyway: '加 --anyway 就照样发送。',
    expected: (verdict: string) => `注意：按默认设置的平台，这条消息${verdict}。gatescope check 给出原因。`,
  },
  en: {
    exit: 'exit',
    notSent: 'Not sent: the platform would close the connection.',
    anyway: '--anyway sends it all the same.',
    expected: (verdict: string) => `Note: on a default platform this message ${verdict}. gatescope check says why.`,
  },
} as const;
