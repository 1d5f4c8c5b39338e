/** The short code of a profile's problem, for the telephone. The rule's own id says exactly which; this says what to do. */
import { type ProfileRule } from './rules.ts';

/** Without the brackets. */
export const ruleCode = (rule: ProfileRule): string => {
  switch (rule) {
    case 'json':
      return 'PROF-JSON';
    case 'too-large':
      return 'PROF-SIZE';
    case 'too-deep':
      return 'PROF-DEPTH';
    case 'duplicate-key':
    case 'name-reserved':
      return 'PROF-KEY';
    case 'format-newer':
      return 'PROF-NEWER';
    case 'form':
      return 'PROF-FORM';
    default:
      return 'PROF-RULE';
  }
};
