/** Rules about the text itself: whether the platform can read it at all. */
import { type JsonProblem, type LenientForm } from '../json/problem.ts';
import { utf8LengthBytes } from '../packet/utf8.ts';
import { platformLimitBytes, remainingLengthOf } from './packet-size.ts';
import { type PayloadView } from './payload-view.ts';
import { always, conversionError, type LintRule, type Spot } from './rule.ts';

const whole = (text: string) => ({ path: '', start: 0, end: text.length });

type SyntaxProblem = Extract<JsonProblem, { code: 'syntax' }>;

/** The first syntax error: those after it mostly follow from it. */
const firstSyntax = ({ parsed }: PayloadView): SyntaxProblem | undefined =>
  parsed.problems.find((problem): problem is SyntaxProblem => problem.code === 'syntax');

/**
 * The form the platform's lenient reader (Gson) lets by. Not for a word that is the whole payload or comes after its end:
 * the first is no object, the second is not read at all (facts B2, H14).
 */
const lenientForm = ({ lenient, start }: SyntaxProblem, { text, parsed }: PayloadView): LenientForm | undefined => {
  if (lenient === 'comment' || lenient === 'byte-order-mark') return lenient;
  const outside = text.slice(0, start).trim() === '' || (parsed.root !== null && start >= parsed.root.end);
  return outside ? undefined : lenient;
};

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
    check: (payload): Spot[] => {
      const problem = firstSyntax(payload);
      if (problem === undefined || lenientForm(problem, payload) !== undefined) return [];
      const spot = { path: '', start: problem.start, end: problem.end, params: { expected: problem.expected } };
      // A bare word is read as a text, which is no object: that ends the link under 5 as well.
      return [
        problem.lenient !== undefined && payload.parsed.root === null ? { ...spot, verdict: 'cuts-the-link' } : spot,
      ];
    },
  },
  {
    // Gson reads leniently (facts B3): a rule of its own, so that nobody hunts for a fault the platform does not see.
    id: 'json-lenient',
    schemas: 'all',
    severity: 'warning',
    verdicts: always('stored'),
    check: (payload): Spot[] => {
      const problem = firstSyntax(payload);
      const form = problem === undefined ? undefined : lenientForm(problem, payload);
      return problem === undefined || form === undefined
        ? []
        : [{ path: '', start: problem.start, end: problem.end, params: { form } }];
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
