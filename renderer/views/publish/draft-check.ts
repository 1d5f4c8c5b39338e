/**
 * The draft as it would be sent now: filled, counted, held against the platform's contract. Places are given in the text as
 * typed. Owns what needs a second act before it is sent; forbids nothing.
 */
import { type MqttVersion } from '../../../protocol/connection.ts';
import { lintPayload, type LintFinding, type LintReport } from '../../../protocol/lint/lint.ts';
import { remainingLengthOf } from '../../../protocol/lint/packet-size.ts';
import { utf8LengthBytes } from '../../../protocol/packet/utf8.ts';
import { fillTemplate, type TemplateValues, type UnknownPlaceholder } from '../../../protocol/template.ts';
import { fillText } from './filled-text.ts';

export type Fate = LintReport['verdict'] | 'not-json' | 'empty';

export type DraftFinding = Pick<LintFinding, 'rule' | 'params' | 'severity' | 'verdict'> & {
  /** UTF-16 offsets into the text as typed. Undefined: it is about the message, not its text. */
  readonly place?: { readonly start: number; readonly end: number };
};

export type DraftCheck = {
  readonly fate: Fate;
  /** The worst first, then by place. */
  readonly findings: readonly DraftFinding[];
  /** Found but not listed. */
  readonly unlisted: number;
  readonly unknownPlaceholders: readonly UnknownPlaceholder[];
  /** Names of placeholders that will be filled, `{{now}}`. */
  readonly placeholders: readonly string[];
  readonly payload: string;
  readonly payloadBytes: number;
  /** Remaining length of the whole PUBLISH, which is what the platform limits. */
  readonly packetBytes: number;
};

export type Draft = { readonly text: string; readonly topic: string };

const severities: readonly LintFinding['severity'][] = ['error', 'warning', 'advice'];

export const checkDraft = ({ text, topic }: Draft, mqttVersion: MqttVersion, values: TemplateValues): DraftCheck => {
  const filled = fillText(text, values);
  const { verdict, findings, unlisted } = lintPayload(filled.text, { topic, mqttVersion, nowAt: values.now });
  const payloadBytes = utf8LengthBytes(filled.text);
  const isJson = !findings.some(({ rule }) => rule === 'json-syntax');
  return {
    fate: filled.text.trim() === '' ? 'empty' : isJson ? verdict : 'not-json',
    findings: findings
      .map(({ rule, params, severity, verdict: itsVerdict, start, end }): DraftFinding => {
        // Topic, QoS, RETAIN: of no length, at the beginning.
        const isAboutMessage = start === 0 && end === 0;
        const place = { start: filled.typedAt(start, 'start'), end: filled.typedAt(end, 'end') };
        return {
          rule,
          severity,
          verdict: itsVerdict,
          ...(params !== undefined && { params }),
          ...(!isAboutMessage && { place }),
        };
      })
      .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    unlisted,
    unknownPlaceholders: fillTemplate(text, values).unknown,
    placeholders: [...filled.filled.keys()],
    payload: filled.text,
    payloadBytes,
    packetBytes: remainingLengthOf(topic, payloadBytes, mqttVersion),
  };
};

/** The link would be lost, and with it the session: not by a slip of the hand. */
export const needsSecondAct = (fate: Fate): fate is 'cuts-the-link' | 'not-json' =>
  fate === 'cuts-the-link' || fate === 'not-json';
