/** The English words, gathered. One subject a file in `en/`. */
import { type Words } from './shape.ts';
import { advice } from './en/advice.ts';
import { failure, setting, tokenProblem } from './en/failures.ts';
import { publishState } from './en/publish.ts';
import { linkLoss, phase, step, stepOutcome } from './en/states.ts';
import { lookAlike, received, tlsReason, verdict } from './en/verdicts.ts';

export const en: Words = {
  verdict,
  received,
  tlsReason,
  lookAlike,
  advice,
  step,
  stepOutcome,
  phase,
  linkLoss,
  publishState,
  failure,
  tokenProblem,
  setting,
};
