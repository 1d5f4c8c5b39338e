/**
 * Whether the token's device is flagged "Is gateway", which CONNACK 0 does not tell (facts A1, C). First by a question that
 * writes nothing; by two publishes only where the engineer wants that as well.
 */
import {
  flagFromOutcomes,
  flagFromSessionLimits,
  gatewayWriteMessages,
  sessionLimitsQuestion,
  type ProbeResult,
} from '../../../protocol/probe.ts';
import { type PublishOutcomeId } from '../../../protocol/publish-outcome.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import { isOutcome } from '../../mqtt/link-publishes.ts';
import { type Session } from '../../mqtt/session.ts';

/** Of the platform's answer; it is a few hundred characters long. */
const shownChars = 2_000;

let asked = 0;

export const askGatewayFlag = async (session: Pick<Session, 'ask'>): Promise<Result<ProbeResult>> => {
  asked += 1;
  const { filter, topic, answerTopic, payload, waitMs } = sessionLimitsQuestion;
  const answer = await session.ask({ filter, topic: topic(asked), answerTopic: answerTopic(asked), payload, waitMs });
  if (!answer.ok) return answer;
  const { text, ms } = answer.value;
  const shown = text === undefined ? {} : { answer: text.slice(0, shownChars) };
  return ok({ probe: 'gateway-flag', flag: flagFromSessionLimits(text), ...shown, ms });
};

/** One after the other: on a link that the first one ends the second proves nothing. Each is a row in the list of publishes. */
export const writeGatewayFlag = async (
  session: Pick<Session, 'publish'>,
  device: string,
): Promise<Result<ProbeResult>> => {
  const outcomes: PublishOutcomeId[] = [];
  for (const message of gatewayWriteMessages(device)) {
    const sent = await session.publish({ ...message, label: 'gateway-flag' });
    if (!sent.ok) return sent;
    const { state } = sent.value;
    if (isOutcome(state)) outcomes.push(state.id);
  }
  const [own = 'no-ack', gateway = 'no-ack'] = outcomes;
  return ok({ probe: 'gateway-write', flag: flagFromOutcomes(own, gateway), own, gateway });
};
