/** The one word that `gatescope check` ends with, and its exit code. */
import { type LintVerdict } from './endings.ts';
import { type LintReport, type LintRuleId } from './lint.ts';

/** `not-json`: neither JSON nor anything the platform's lenient reader takes, whatever then becomes of the link. */
export type CheckVerdict = LintVerdict | 'not-json';

export const checkExitCodes: Readonly<Record<CheckVerdict, number>> = {
  stored: 0,
  altered: 40,
  dropped: 41,
  'cuts-the-link': 42,
  'not-json': 43,
};

const unreadable: readonly LintRuleId[] = ['json-syntax', 'json-too-deep'];

export const checkVerdictOf = ({ verdict, findings }: LintReport): CheckVerdict =>
  findings.some(({ rule }) => unreadable.includes(rule)) ? 'not-json' : verdict;
