/** The Chinese, written first-hand words, gathered. One subject a file in `zh/`. */
import { type Words } from './shape.ts';
import { advice } from './zh/advice.ts';
import { failure, setting, tokenProblem } from './zh/failures.ts';
import { publishState } from './zh/publish.ts';
import { linkLoss, phase, step, stepOutcome } from './zh/states.ts';
import { lookAlike, received, tlsReason, verdict } from './zh/verdicts.ts';

export const zh: Words = {
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
