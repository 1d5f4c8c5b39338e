/**
 * The words that window and command line share, in Chinese and English. This is the way in; the sentences are in `zh/` and
 * `en/`, the shape they must have in `shape.ts`. Words used only in the window are the window's own.
 */
import { type CodeTableId } from '../codes/lookup.ts';
import { type LinkLoss } from '../connection.ts';
import { type Step, type Verdict } from '../diagnosis.ts';
import { type LintFinding } from '../lint/lint.ts';
import { type ProbeResult } from '../probe.ts';
import { type Failure } from '../result.ts';
import { type Language } from '../settings.ts';
import { type TokenNote } from '../token.ts';
import { codeSentences, type CodeText } from './code-text.ts';
import { en } from './en.ts';
import { failureSentence } from './failure-text.ts';
import { lintSentence } from './lint-text.ts';
import { lossSentence } from './loss-text.ts';
import { type VerdictWords, type Words } from './shape.ts';
import { probeSentence } from './probe-text.ts';
import { stepFacts as factsOfStep, type StepFact } from './step-facts.ts';
import { tokenSentence } from './token-text.ts';
import { verdictSentences } from './verdict-text.ts';
import { zh } from './zh.ts';

export { type CodeText } from './code-text.ts';
export { fill, type FillParams } from './fill.ts';
export { foreignText } from './foreign-text.ts';
export { type StepFact } from './step-facts.ts';
export {
  type AdviceWords,
  type CodeWords,
  type PublishWords,
  type TopicWords,
  type VerdictWords,
  type Words,
} from './shape.ts';

const words: Readonly<Record<Language, Words>> = { zh, en };

export const wordsOf = (language: Language): Words => words[language];

/** At most 240 characters; foreign text quoted, cut and escaped; ends in a code such as `[ADDR-FORM]`. */
export const failureText = (failure: Failure, language: Language): string => failureSentence(failure, words[language]);

/** Host, port, times and reasons of this attempt filled in. */
export const verdictText = (verdict: Verdict, language: Language): VerdictWords =>
  verdictSentences(verdict, words[language]);

/** Name, meaning, what it means on this platform, the vendor's words and the next check. For any number 0 to 255. */
export const codeText = (table: CodeTableId, code: number, language: Language): CodeText =>
  codeSentences(table, code, words[language]);

/** How a link was lost, as part of a sentence or a line of its own. */
export const lossText = (loss: Pick<LinkLoss, 'why' | 'detail'>, language: Language): string =>
  lossSentence(loss, words[language]);

/** What an expert wants to see of a step; empty where there is nothing more than its finding. */
export const stepFacts = (step: Step, language: Language): readonly StepFact[] => factsOfStep(step, words[language]);

export const lintText = (finding: Pick<LintFinding, 'rule' | 'params'>, language: Language): string =>
  lintSentence(finding, words[language]);

/** What is odd about a token, with the characters and their places. Quotes nothing else of the token. */
export const tokenText = (note: TokenNote, gatewayName: string, language: Language): string =>
  tokenSentence(note, gatewayName, words[language]);

/** What a probe's answer means, in a sentence or two; of `ports` a line for each port. */
export const probeText = (result: ProbeResult, language: Language): readonly string[] =>
  probeSentence(result, words[language]);
