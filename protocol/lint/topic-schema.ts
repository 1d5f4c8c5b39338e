/**
 * Which shape a topic name wants from a publisher. Beside the topics that the window offers it knows what else the platform
 * takes: short names, and numbers at the end of a topic.
 */
import { type PayloadSchema, topicOf } from '../topics.ts';

export type LintSchema =
  | PayloadSchema
  /** A question of the device itself: an object, looked into by its receiver only. */
  | 'own-request';

export const gatewaySchemas = [
  'connect',
  'disconnect',
  'attributes',
  'telemetry',
  'claim',
  'rpc-reply',
  'attributes-request',
] as const satisfies readonly LintSchema[];
/** Those whose values are kept. */
export const storedSchemas = ['telemetry', 'attributes', 'own-telemetry', 'own-attributes'] as const;
export const timedSchemas = ['telemetry', 'own-telemetry'] as const;

/** The short names are from memory (U). */
const others: Readonly<Partial<Record<string, LintSchema>>> = {
  'v2/t': 'own-telemetry',
  'v2/t/j': 'own-telemetry',
  'v2/a': 'own-attributes',
  'v2/a/j': 'own-attributes',
  'v1/devices/me/claim': 'any',
};

/** A name to publish to holds neither (facts B2, H26). */
export const hasWildcard = (topic: string): boolean => /[+#]/.test(topic);

/** Undefined: the platform has no such topic to publish to. An empty name means that none was chosen yet. */
export const schemaOf = (topic: string): LintSchema | undefined => {
  if (topic === '') return 'any';
  if (hasWildcard(topic)) return undefined;
  if (Object.hasOwn(others, topic)) return others[topic];
  const row = topicOf(topic);
  if (row === undefined) return undefined;
  // A request has a number.
  if (row.name.endsWith('/+') && !/\/\d{1,9}$/.test(topic)) return undefined;
  return row.id === 'own-attributes-request' || row.id === 'own-rpc-request' ? 'own-request' : row.schema;
};
