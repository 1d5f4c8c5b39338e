/**
 * The same connect once more in MQTT 5, whose refusals and ends carry a reason: silence and a bare close become a number. The
 * platform keeps one session per token, so whoever calls this has asked the engineer.
 */
import { type ProbeResult } from '../../../protocol/probe.ts';
import { type LinkEnd } from '../../mqtt/link.ts';
import { walk, type WalkRequest } from '../walk.ts';

/** Resolves at the latest after the CONNACK time limit plus the survival time, and leaves politely. */
export const askV5 = async (request: Omit<WalkRequest, 'publishEvents' | 'onReport'>): Promise<ProbeResult> => {
  const walked = await walk({
    ...request,
    settings: { ...request.settings, mqttVersion: '5' },
    publishEvents: { onHanded: () => undefined, onWritten: () => undefined, onPuback: () => undefined },
    onReport: () => undefined,
  });
  if (walked.link === undefined) return { probe: 'ask-v5', report: walked.report };
  let end: LinkEnd | undefined;
  void walked.link.ended.then((ended) => (end = ended));
  const report = await walked.survive();
  const code = reasonOf(end);
  walked.link.leave();
  await walked.link.closed;
  return { probe: 'ask-v5', report, ...(code === undefined ? {} : { disconnectCode: code }) };
};

const reasonOf = (end: LinkEnd | undefined): number | undefined =>
  end?.by === 'other' ? end.loss.reasonCode : undefined;
