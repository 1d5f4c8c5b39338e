/** What the linter found, for people and for scripts. The sentences are `protocol/words/`. */
import { checkExitCodes, checkVerdictOf, type CheckVerdict } from '../../protocol/lint/check-verdict.ts';
import { type LintFinding, type LintReport } from '../../protocol/lint/lint.ts';
import { type PredictedValue } from '../../protocol/lint/prediction.ts';
import { utcOf } from '../../protocol/profile/time.ts';
import { type Language } from '../../protocol/settings.ts';
import { lintText, wordsOf } from '../../protocol/words/index.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { alignColumns, cellsOf } from './text-table.ts';

/** `stored` only where it was asked for. */
export const checkJson = (report: LintReport, stored?: readonly PredictedValue[]): object => ({
  verdict: checkVerdictOf(report),
  findings: findingsJson(report),
  ...(stored === undefined ? {} : { stored }),
});

export const findingsJson = ({ findings, locate }: LintReport): readonly object[] =>
  findings.map(({ rule, verdict, path, start }) => ({ rule, verdict, path, ...locate(start) }));

export type CheckedText = {
  readonly text: string;
  /** As it was given; `-` is standard input. */
  readonly file: string;
  readonly stored?: readonly PredictedValue[] | undefined;
  readonly language: Language;
};

export const checkText = (report: LintReport, { text, file, stored, language }: CheckedText): string => {
  const verdict = checkVerdictOf(report);
  const phrase = phrases[language];
  return [
    `${verdictName(verdict, language)}  [${verdict}, ${phrase.exit} ${String(checkExitCodes[verdict])}]`,
    ...findingLines(report, { text, file, language }),
    ...(stored === undefined ? [] : ['', ...storedLines(stored, language)]),
  ].join('\n');
};

export const findingLines = (
  { findings, unlisted, locate }: LintReport,
  { text, file, language }: Pick<CheckedText, 'text' | 'file' | 'language'>,
): readonly string[] => [
  ...findings.flatMap((finding) => {
    const { line, column } = locate(finding.start);
    const place = file === '-' ? '' : `${escapeForTerminal(file)}:`;
    return [
      '',
      `${place}${String(line)}:${String(column)}  ${phrases[language][finding.severity]}  ${lintText(finding, language)}  [${finding.rule}]`,
      ...quotedPlace(text, finding, column),
    ];
  }),
  ...(unlisted > 0 ? ['', phrases[language].unlisted(unlisted)] : []),
];

const verdictName = (verdict: CheckVerdict, language: Language): string =>
  verdict === 'not-json' ? phrases[language].notJson : wordsOf(language).lintVerdict[verdict];

const quoteIndent = '    ';
const shownBefore = 30;
const shownAfter = 60;

/** The line with carets under the place, cut so that both fit; nothing where the message as a whole is meant. */
const quotedPlace = (text: string, { start, end }: LintFinding, column: number): readonly string[] => {
  if (end === start && end < text.length && start === 0) return [];
  const lineStart = start - column + 1;
  const rest = /[\r\n]/.exec(text.slice(start));
  const lineEnd = rest === null ? text.length : start + rest.index;
  const from = Math.max(lineStart, start - shownBefore);
  const to = Math.min(lineEnd, start + shownAfter);
  const before = `${from > lineStart ? '…' : ''}${shown(text.slice(from, start))}`;
  const marked = shown(text.slice(start, Math.min(end, to)));
  const after = `${shown(text.slice(Math.min(end, to), to))}${to < lineEnd ? '…' : ''}`;
  return [
    `${quoteIndent}${before}${marked}${after}`.trimEnd(),
    `${quoteIndent}${' '.repeat(cellsOf(before))}${'^'.repeat(Math.max(1, cellsOf(marked)))}`,
  ];
};

/** A tab is as wide as the terminal likes: one blank keeps the caret in its place. */
const shown = (part: string): string => escapeForTerminal(part.replaceAll('\t', ' '));

const longestValueChars = 60;

const storedLines = (stored: readonly PredictedValue[], language: Language): readonly string[] => {
  const phrase = phrases[language];
  if (stored.length === 0) return [phrase.nothingStored];
  const rows = stored.map(({ node, ts, key, type, value }) => [
    `  ${node === undefined ? phrase.sender : escapeForTerminal(node)}`,
    ts === undefined ? phrase.arrival : (utcOf(ts) ?? String(ts)),
    escapeForTerminal(key),
    type,
    escapeForTerminal(value.length > longestValueChars ? `${value.slice(0, longestValueChars)}…` : value),
  ]);
  return [phrase.storedAs, ...alignColumns(rows)];
};

const phrases = {
  zh: {
    exit: '退出码',
    notJson: '不是 JSON',
    error: '错误',
    warning: '注意',
    advice: '提示',
    unlisted: (count: number) => `还有 ${String(count)} 处同类问题没有列出。`,
    storedAs: '平台会保存：',
    nothingStored: '平台什么也不会保存。',
    sender: '（网关自己）',
    arrival: '到达时刻',
  },
  en: {
    exit: 'exit',
    notJson: 'not JSON',
    error: 'error',
    warning: 'warning',
    advice: 'advice',
    unlisted: (count: number) => `${String(count)} more of these are not listed.`,
    storedAs: 'The platform would keep:',
    nothingStored: 'The platform would keep nothing.',
    sender: '(the gateway itself)',
    arrival: 'time of arrival',
  },
} as const;
