/** Rules about the text itself: whether the platform can read it at all. */
import { type JsonProblem } from '../json/problem.ts';
import { utf8LengthBytes } from '../packet/utf8.ts';
import { platformLimitBytes, remainingLengthOf } from './packet-size.ts';
import { always, conversionError, type LintRule, type Spot } from './rule.ts';

const whole = (text: string) => ({ path: '', start: 0, end: text.length });

/** The first syntax error: those after it mostly follow from it. */
const firstSyntax = (problems: readonly JsonProblem[]) =>
  problems.find((problem): problem is Extract<JsonProblem, { code: 'syntax' }> => problem.code === 'syntax');

const unchecked: readonly JsonProblem['code'][] = ['too-large', 'string-too-long', 'too-deep', 'too-many-keys'];

export const jsonRules = [
  {
    id: 'payload-empty',
    schemas: 'all',
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: ({ text }) => (text.trim() === '' ? [whole(text)] : []),
  },
  {
    id: 'json-syntax',
    schemas: 'all',
    severity: 'error',
    verdicts: conversionError,
    check: ({ parsed }): Spot[] => {
      const problem = firstSyntax(parsed.problems);
      if (problem === undefined || problem.lenient !== undefined) return [];
      return [{ path: '', start: problem.start, end: problem.end, params: { expected: problem.expected } }];
    },
  },
  {
    // Gson reads leniently (facts B3): a rule of its own, so that nobody hunts for a fault the platform does not see.
    id: 'json-lenient',
    schemas: 'all',
    severity: 'warning',
    verdicts: always('stored'),
    check: ({ parsed }): Spot[] => {
      const problem = firstSyntax(parsed.problems);
      if (problem?.lenient === undefined) return [];
      return [{ path: '', start: problem.start, end: problem.end, params: { form: problem.lenient } }];
    },
  },
  {
    id: 'not-checked',
    schemas: 'all',
    severity: 'advice',
    verdicts: always('stored'),
    check: ({ parsed }): Spot[] =>
      parsed.problems
        .filter((problem) => unchecked.includes(problem.code))
        .map(({ start, end }) => ({ path: '', start, end })),
  },
  {
    id: 'duplicate-key',
    schemas: 'all',
    severity: 'warning',
    verdicts: always('altered'),
    check: ({ parsed }): Spot[] =>
      parsed.strict
        ? parsed.problems.flatMap((problem) =>
            problem.code === 'duplicate-key'
              ? [{ path: '', start: problem.start, end: problem.end, params: { key: problem.key } }]
              : [],
          )
        : [],
  },
  {
    id: 'packet-too-large',
    schemas: 'all',
    severity: 'error',
    verdicts: always('cuts-the-link'),
    check: ({ text, topic, mqttVersion }): Spot[] => {
      const lengthBytes = remainingLengthOf(topic, utf8LengthBytes(text), mqttVersion);
      if (lengthBytes <= platformLimitBytes) return [];
      return [{ ...whole(text), params: { lengthBytes, limitBytes: platformLimitBytes } }];
    },
  },
  {
    id: 'topic-unknown',
    schemas: 'all',
    severity: 'warning',
    verdicts: always('dropped'),
    check: ({ topic, schema }): Spot[] =>
      schema === undefined && topic !== '' ? [{ path: '', start: 0, end: 0, params: { topic } }] : [],
  },
] as const satisfies readonly LintRule[];
