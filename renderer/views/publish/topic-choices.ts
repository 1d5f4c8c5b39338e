import { topics, type TopicId } from '../../../protocol/topics.ts';
import { type Words } from '../../../protocol/words/index.ts';

/** The vendor's four in the order of the vendor's page, and the device's own two: the gateway-flag check needs them. */
const offered: readonly TopicId[] = [
  'gateway-telemetry',
  'gateway-attributes',
  'gateway-connect',
  'gateway-disconnect',
  'own-telemetry',
  'own-attributes',
];

export const topicChoices = (words: Words): { name: string; purpose: string }[] =>
  offered.flatMap((id) =>
    topics.filter((row) => row.id === id).map(({ name }) => ({ name, purpose: words.topic[id].purpose })),
  );
