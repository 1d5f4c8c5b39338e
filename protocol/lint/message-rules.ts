/** Rules about the packet around the payload: topic, size, QoS, RETAIN (facts B2, H12, H25, H26). */
import { platformLimitBytes } from './packet-size.ts';
import { type PayloadView } from './payload-view.ts';
import { type LintRule, type Spot } from './rule.ts';
import { hasWildcard } from './topic-schema.ts';

/** About no place of the payload. */
const aboutMessage = (params?: Spot['params']): Spot => ({
  path: '',
  start: 0,
  end: 0,
  ...(params !== undefined && { params }),
});

export const messageRules = [
  {
    id: 'topic-wildcard',
    schemas: 'all',
    severity: 'error',
    ending: 'cuts-the-link',
    evidence: 'B2, H26',
    check: ({ topic }) => (hasWildcard(topic) ? [aboutMessage({ topic })] : []),
  },
  {
    // Also a topic that only the platform sends on.
    id: 'topic-unknown',
    schemas: 'all',
    severity: 'warning',
    ending: 'dropped',
    evidence: 'B2, H26',
    check: ({ topic, schema }) => (schema === undefined && !hasWildcard(topic) ? [aboutMessage({ topic })] : []),
  },
  {
    id: 'packet-too-large',
    schemas: 'all',
    severity: 'error',
    ending: 'cuts-the-link',
    evidence: 'B2, H25',
    check: ({ text, lengthBytes }): Spot[] => {
      if (lengthBytes <= platformLimitBytes) return [];
      return [{ path: '', start: 0, end: text.length, params: { lengthBytes, limitBytes: platformLimitBytes } }];
    },
  },
  {
    // Answered with PUBACK, never PUBREC: a client that keeps to the standard waits for ever.
    id: 'qos-2',
    schemas: 'all',
    severity: 'warning',
    ending: 'stored',
    evidence: 'B2, H12',
    check: ({ qos }: PayloadView) => (qos === 2 ? [aboutMessage()] : []),
  },
  {
    id: 'retain',
    schemas: 'all',
    severity: 'advice',
    ending: 'stored',
    evidence: 'B2, H12',
    check: ({ retain }) => (retain ? [aboutMessage()] : []),
  },
] as const satisfies readonly LintRule[];
