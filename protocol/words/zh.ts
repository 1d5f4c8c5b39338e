/** The Chinese, written first-hand words, gathered. One subject a file in `zh/`. */
import { type Words } from './shape.ts';
import { advice } from './zh/advice.ts';
import { connack311, connack5 } from './zh/connack-codes.ts';
import { failure, setting, tokenProblem } from './zh/failures.ts';
import { jsonSyntax, lenientForm, lint, lintVerdict } from './zh/lint.ts';
import { disconnect5, puback5, reserved, suback311, suback5 } from './zh/packet-codes.ts';
import { practiceFault, practiceRule, practiceVersion } from './zh/practice.ts';
import { askedV5, gatewayFlag, portAnswer, probe } from './zh/probes.ts';
import { publishState } from './zh/publish.ts';
import { linkLoss, phase, step, stepOutcome } from './zh/states.ts';
import { stepFact, tcpOutcome } from './zh/steps.ts';
import { tokenNote, tokenPlace, tokenRepair } from './zh/token.ts';
import { subscription, topic } from './zh/topics.ts';
import { lookAlike, received, tlsReason, verdict } from './zh/verdicts.ts';

export const zh: Words = {
  verdict,
  received,
  tlsReason,
  lookAlike,
  code: { connack311, connack5, puback5, disconnect5, suback311, suback5 },
  reserved,
  advice,
  step,
  stepOutcome,
  stepFact,
  tcpOutcome,
  phase,
  linkLoss,
  publishState,
  practiceRule,
  practiceFault,
  practiceVersion,
  topic,
  subscription,
  lint,
  lintVerdict,
  jsonSyntax,
  lenientForm,
  failure,
  tokenProblem,
  tokenNote,
  tokenRepair,
  tokenPlace,
  probe,
  gatewayFlag,
  portAnswer,
  askedV5,
  setting,
};
