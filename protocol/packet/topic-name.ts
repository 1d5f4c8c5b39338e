/** What a topic name may be that is published to [MQTT-4.7]. Whether the platform knows it is another question. */
import { utf8LengthBytes } from './utf8.ts';

export type TopicNameProblem = 'empty' | 'wildcard' | 'nul' | 'too-long' | 'not-unicode';

export const topicNameProblem = (topic: string): TopicNameProblem | undefined => {
  if (topic === '') return 'empty';
  // [MQTT-3.3.2-2]
  if (/[+#]/u.test(topic)) return 'wildcard';
  if (topic.includes('\0')) return 'nul';
  // A lone surrogate has no UTF-8 form [MQTT-1.5.3-1].
  if (/\p{Surrogate}/u.test(topic)) return 'not-unicode';
  return utf8LengthBytes(topic) > 65_535 ? 'too-long' : undefined;
};

/**
 * Whether a topic may be published to by somebody who typed it. Stricter than what a received packet is held to: a control
 * character is legal on the wire, but a broker may close for it [MQTT-1.5.3-2], and nobody types one on purpose.
 */
export const isPublishableTopic = (topic: string): boolean =>
  topicNameProblem(topic) === undefined && !/\p{Cc}/u.test(topic);
