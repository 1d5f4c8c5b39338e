/** What must not compile of the words: a sentence that is missing in one language, or made up for nothing. Never run. */
import { type CodeOf } from '../../protocol/codes/lookup.ts';
import { type AdviceId, type Verdict } from '../../protocol/diagnosis.ts';
import { type LintRule } from '../../protocol/lint/rule.ts';
import { codeText, failureText, lintText, verdictText, type Words } from '../../protocol/words/index.ts';

declare const words: Words;
declare const without: <T, K extends keyof T>(whole: T, key: K) => Omit<T, K>;

// @ts-expect-error -- a failure without words
export const noFailure: Words['failure'] = without(words.failure, 'internal');

// @ts-expect-error -- a probable cause without words
export const noAdvice: Words['advice'] = without(words.advice, 'firewall');

// @ts-expect-error -- a verdict without words
export const noVerdict: Words['verdict'] = without(words.verdict, 'contested');

// @ts-expect-error -- a verdict that does not say what it leaves open
export const halfVerdict: Words['verdict'] = { ...words.verdict, accepted: { name: 'Accepted', meaning: 'Accepted.' } };

// @ts-expect-error -- a return code without words
export const noCode: Words['code']['connack311'] = without(words.code.connack311, 5);

// @ts-expect-error -- a rule of the linter without words
export const noRule: Words['lint'] = without(words.lint, 'zeros-lost');

// @ts-expect-error -- a topic without words
export const noTopic: Words['topic'] = without(words.topic, 'gateway-rpc');

// @ts-expect-error -- the end of a publish without words
export const noOutcome: Words['publishState'] = without(words.publishState, 'acked-then-closed');

// @ts-expect-error -- words for a cause that does not exist
export const moreAdvice: Words['advice'] = { ...words.advice, weather: { cause: 'Rain', check: 'Wait.' } };

// @ts-expect-error -- 6 is reserved in 3.1.1: it has no words of its own
export const reserved: CodeOf<'connack311'> = 6;
// @ts-expect-error -- an id nobody knows
export const unknownAdvice: AdviceId = 'weather';

export const sentences = (verdict: Verdict) => [
  verdictText(verdict, 'zh'),
  // @ts-expect-error -- a language there is not
  verdictText(verdict, 'de'),
  // @ts-expect-error -- a table there is not
  codeText('pubrec5', 0, 'zh'),
  // @ts-expect-error -- a failure without its port
  failureText({ kind: 'port-in-use' }, 'zh'),
  // @ts-expect-error -- a rule there is not
  lintText({ rule: 'weather' }, 'zh'),
];

export const rule: LintRule = {
  id: 'half',
  schemas: ['telemetry'],
  severity: 'error',
  // @ts-expect-error -- a rule has to say how the message ends under both protocol versions
  verdicts: { '3.1.1': 'dropped' },
  check: () => [],
};
