/** The English words, gathered. One subject a file in `en/`. */
import { type Words } from './shape.ts';
import { advice } from './en/advice.ts';
import { connack311, connack5 } from './en/connack-codes.ts';
import { failure, setting, tokenProblem } from './en/failures.ts';
import { jsonSyntax, lenientForm, lint, lintVerdict } from './en/lint.ts';
import { disconnect5, puback5, reserved, suback311, suback5 } from './en/packet-codes.ts';
import { practiceFault, practiceRule, practiceVersion } from './en/practice.ts';
import { askedV5, gatewayFlag, portAnswer, probe } from './en/probes.ts';
import { publishState } from './en/publish.ts';
import { linkLoss, phase, step, stepOutcome } from './en/states.ts';
import { stepFact, tcpOutcome } from './en/steps.ts';
import { tokenNote, tokenPlace, tokenRepair } from './en/token.ts';
import { subscription, topic } from './en/topics.ts';
import { lookAlike, received, tlsReason, verdict } from './en/verdicts.ts';

export const en: Words = {
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
