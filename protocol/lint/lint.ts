/**
 * A payload held against the platform's contract before it is sent. The rules are rows in `*-rules.ts`; this runs those of
 * the topic and adds up what would become of the message. Never throws, sends nothing, forbids nothing.
 */
import { type MqttVersion } from '../connection.ts';
import { parseJson } from '../json/parse.ts';
import { type Locate } from '../json/position.ts';
import { topicOf } from '../topics.ts';
import { jsonRules } from './json-rules.ts';
import { viewPayload } from './payload-view.ts';
import { lintVerdicts, type LintRule, type LintSeverity, type LintVerdict, type Spot } from './rule.ts';
import { shapeRules } from './shape-rules.ts';
import { valueRules } from './value-rules.ts';

export const lintRules = [...jsonRules, ...shapeRules, ...valueRules] as const;
export type LintRuleId = (typeof lintRules)[number]['id'];

export type LintFinding = Omit<Spot, 'verdict'> & {
  readonly rule: LintRuleId;
  readonly severity: LintSeverity;
  readonly verdict: LintVerdict;
};

export type LintReport = {
  /** The worst of the findings; `stored` without any. */
  readonly verdict: LintVerdict;
  /** By place in the text. */
  readonly findings: readonly LintFinding[];
  /** Line and column, from 1, of an offset. */
  readonly locate: Locate;
};

export type LintContext = {
  readonly topic: string;
  readonly mqttVersion: MqttVersion;
  /** Wall clock, ms since the epoch; without it times are not compared with now. */
  readonly nowAt?: number;
};

const worse = (a: LintVerdict, b: LintVerdict): LintVerdict =>
  lintVerdicts.indexOf(a) >= lintVerdicts.indexOf(b) ? a : b;

export const lintPayload = (text: string, { topic, mqttVersion, nowAt }: LintContext): LintReport => {
  const parsed = parseJson(text);
  const schema = topicOf(topic)?.schema;
  const payload = viewPayload({ text, parsed, topic, schema, mqttVersion, nowAt });

  const findings = lintRules.flatMap((rule: LintRule & { readonly id: LintRuleId }): LintFinding[] => {
    if (rule.schemas !== 'all' && (schema === undefined || !rule.schemas.includes(schema))) return [];
    const { id, severity, verdicts, check } = rule;
    return check(payload).map(({ verdict = verdicts[mqttVersion], ...spot }) => ({
      rule: id,
      severity,
      verdict,
      ...spot,
    }));
  });
  findings.sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    verdict: findings.reduce<LintVerdict>((worst, finding) => worse(worst, finding.verdict), 'stored'),
    findings,
    locate: parsed.locate,
  };
};
