/** A diagnosis in lines for a terminal: the steps, the verdict, the CONNACK, the causes. The sentences are `protocol/words/`. */
import { connackTable } from '../../protocol/codes/lookup.ts';
import { exitCodeOf, stepIds, type Connack, type Report, type Step, type Verdict } from '../../protocol/diagnosis.ts';
import { verdictCode } from '../../protocol/verdict-code.ts';
import { codeText, stepFacts, verdictText, wordsOf } from '../../protocol/words/index.ts';
import { type Language } from '../../protocol/settings.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { alignColumns, cellsOf } from './text-table.ts';

const signs: Readonly<Record<Step['outcome'], string>> = {
  waiting: ' ',
  running: ' ',
  passed: '✓',
  failed: '✗',
  skipped: '-',
  'not-used': '-',
};

/** One line; the columns stand under each other for all steps of a language. */
export const stepLine = (step: Step, language: Language): string => {
  const words = wordsOf(language);
  const nameCells = Math.max(...stepIds.map((id) => cellsOf(words.step[id])));
  const outcomeCells = Math.max(...Object.values(words.stepOutcome).map(cellsOf));
  const time = step.ms === undefined ? '' : `${step.ms.toFixed(1)} ms`;
  const columns = [
    `${signs[step.outcome]} ${padded(words.step[step.id], nameCells)}`,
    padded(words.stepOutcome[step.outcome], outcomeCells),
    time.padStart(11),
    escapeForTerminal(step.finding ?? ''),
  ];
  return columns.join('  ').trimEnd();
};

/** Below the line of its step, indented: everything an expert may want, bytes last. */
export const stepDetailLines = (step: Step, language: Language): readonly string[] => {
  const rows = stepFacts(step, language).map(({ term, text, bad }) => [
    `${bad === true ? '✗' : ' '} ${escapeForTerminal(term)}`,
    escapeForTerminal(text),
  ]);
  const bytes = step.bytes === undefined || step.bytes === '' ? [] : chunked(step.bytes);
  return [...alignColumns(rows), ...bytes.map((line) => `  ${line}`)].map((line) => `    ${line}`);
};

/** 32 bytes a line. */
const chunked = (bytes: string): readonly string[] =>
  (bytes.match(/.{1,64}/gu) ?? []).map((line) => (line.match(/../gu) ?? []).join(' '));

const padded = (text: string, cells: number): string => text + ' '.repeat(cells - cellsOf(text));

/** Everything below the steps. */
export const verdictLines = (report: Report, language: Language): readonly string[] => {
  const { verdict, connack, advice } = report;
  if (verdict === undefined) return [];
  const words = wordsOf(language);
  const { name, meaning, doesNotProve } = verdictText(verdict, language);
  const causes = advice.filter(({ ruledOut }) => ruledOut !== true);
  const ruledOut = advice.filter((cause) => cause.ruledOut === true);
  const { heads } = phrases[language];
  return [
    `${name}  [${verdict.id}, ${heads.exit} ${exitCodeOf(verdict)}]  [${verdictCode(verdict)}]`,
    escapeForTerminal(meaning),
    ...receivedLines(verdict, heads.received),
    ...(connack === undefined ? [] : connackLines(connack, language)),
    doesNotProve,
    ...(causes.length === 0 ? [] : ['', verdict.id === 'accepted' ? heads.open : heads.causes]),
    ...causes.flatMap(({ id }, i) => [`  ${i + 1}. ${words.advice[id].cause}`, `     → ${words.advice[id].check}`]),
    ...(ruledOut.length === 0
      ? []
      : ['', heads.ruledOut, ...ruledOut.map(({ id }) => `  - ${words.advice[id].cause}`)]),
  ];
};

const receivedBytesShown = 24;

/** What came instead of a CONNACK: the beginning of it tells an expert more than its name. */
const receivedLines = (verdict: Verdict, head: string): readonly string[] => {
  if (verdict.id !== 'no-connack' && verdict.id !== 'not-mqtt') return [];
  const pairs = verdict.bytes?.match(/../gu) ?? [];
  if (pairs.length === 0) return [];
  const more = pairs.length > receivedBytesShown ? ' …' : '';
  return [`${head}${pairs.slice(0, receivedBytesShown).join(' ')}${more}`];
};

const connackLines = (connack: Connack, language: Language): readonly string[] => {
  const { heads } = phrases[language];
  const text = codeText(connackTable(connack.protocol), connack.code, language);
  const flag = `session present ${connack.sessionPresent ? 1 : 0}`;
  return [
    '',
    `CONNACK ${connack.code} (${connack.hex}) ${connack.name}, MQTT ${connack.protocol}, ${flag}, ${connack.latencyMs.toFixed(1)} ms, ${connack.bytes}`,
    `  ${text.meaning}`,
    `  ${heads.onThisPlatform}${text.onThisPlatform}`,
    ...Object.entries(connack.properties ?? {}).map(([name, value]) => `  ${escapeForTerminal(`${name} = ${value}`)}`),
    '',
  ];
};

const phrases = {
  zh: {
    heads: {
      exit: '退出码',
      causes: '可能的原因（按可能性排列）和下一步：',
      open: '还没弄清的，和下一步：',
      ruledOut: '已排除：',
      onThisPlatform: '在这类平台上：',
      received: '收到的字节：',
    },
  },
  en: {
    heads: {
      exit: 'exit',
      causes: 'Probable causes, in order, and the next check:',
      open: 'Still open, and the next check:',
      ruledOut: 'Ruled out:',
      onThisPlatform: 'On this platform: ',
      received: 'Received: ',
    },
  },
} as const;
