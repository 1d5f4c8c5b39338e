/**
 * What becomes of a PUBLISH: which topic it is for, what is wrong with it, what is stored, what goes back (facts B1, B2,
 * H10-H26, H29-H31). What each version answers to a given trouble is in `reactions.ts`.
 */
import { faultTable } from '../../protocol/practice-faults.ts';
import { type Answer, type Downlink } from './answer.ts';
import { deviceTopic } from './device-topics.ts';
import { gatewayTopics } from './gateway-topics.ts';
import { type DropNote, type Sender } from './handling.ts';
import { readLenientJson } from './lenient-json.ts';
import { type Publish } from './packets.ts';
import { reactTo, ruleOf, type Trouble } from './reactions.ts';

const gatewayPrefix = 'v1/gateway';

export const answerPublish = (publish: Publish, sender: Sender): Answer => {
  const { topic, qos } = publish;
  const { profile, faults, mqtt5 } = sender;
  const dropped: DropNote = (why, node) =>
    sender.emit({
      event: 'dropped',
      connection: sender.connection,
      topic,
      ...(node === undefined ? {} : { node }),
      why,
    });
  const react = (trouble: Trouble): Answer =>
    reactTo(trouble, { mqtt5, qos, profile, acksInvalid: faults.has('ack-on-validation-error') });
  const refuse = (trouble: Trouble, node?: string): Answer => {
    dropped(ruleOf(trouble), node);
    return react(trouble);
  };

  // H26
  if (/[+#]/.test(topic)) return refuse('topic-wildcard');
  const forced = forcedAnswer(publish, sender, dropped);
  if (forced !== undefined) return forced;
  const forGateway = topic.startsWith(gatewayPrefix);
  // H10: the handler for these topics was never made; the message is not even read.
  if (forGateway && !sender.identity.isGateway) return refuse('not-a-gateway');
  const handle = forGateway ? gatewayTopics[topic] : deviceTopic(topic);
  if (handle === undefined) return refuse(forGateway ? 'unknown-gateway-topic' : 'unknown-topic');
  const payload = readLenientJson(publish.payload.toString('utf8'));
  if (payload === undefined) return refuse('not-json');

  const { devices, trouble, node, messages } = handle(payload, sender, dropped);
  if (trouble !== undefined) dropped(ruleOf(trouble), node);
  const reaction = trouble === undefined ? {} : react(trouble);
  // H11
  const acksBefore =
    profile.acknowledges === 'device' ? Array<number>(devices).fill(0) : trouble === undefined ? [0] : [];
  // H12: nothing goes back at QoS 0; QoS 2 is answered like QoS 1.
  const acks = qos === 0 || faults.has('no-puback') ? [] : [...acksBefore, ...(reaction.acks ?? [])];
  return { ...reaction, acks, ...(messages === undefined ? {} : { messages }) };
};

/** What a fault switch makes of any publish, in place of the rules. */
const forcedAnswer = ({ topic, payload, qos }: Publish, sender: Sender, dropped: DropNote): Answer | undefined => {
  const { faults, mqtt5, profile } = sender;
  if (faults.has('close-on-publish')) {
    const why = faultTable['close-on-publish'].rule;
    dropped(why);
    return { close: { why, ...(mqtt5 ? { code: 0x83 } : {}) } };
  }
  if (faults.has('puback-then-close')) {
    const why = faultTable['puback-then-close'].rule;
    dropped(why);
    return { ...(qos === 0 ? {} : { acks: [mqtt5 ? 0x83 : 0] }), close: { why, ...(mqtt5 ? { code: 0x83 } : {}) } };
  }
  if (faults.has('publish-rate-limited')) {
    dropped(faultTable['publish-rate-limited'].rule);
    const reaction = reactTo('rate-limited', { mqtt5, qos, profile, acksInvalid: false });
    const told = mqtt5 && topic.startsWith(gatewayPrefix) ? disconnectNotices(payload) : [];
    return { ...reaction, messages: told };
  }
  return undefined;
};

/** H31: MQTT 5 is told which devices were hit; 150 is 0x96, "message rate too high". */
const disconnectNotices = (payload: Buffer): readonly Downlink[] => {
  const read = readLenientJson(payload.toString('utf8'));
  const names = read?.kind === 'object' ? [...read.members.keys()] : [];
  return names.map((device) => ({
    topic: 'v1/gateway/disconnect',
    payload: JSON.stringify({ device, reason: 150 }),
  }));
};
