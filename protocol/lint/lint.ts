/**
 * A message held against the platform's contract before it is sent. The rules are rows in `*-rules.ts`; this runs those of
 * the topic and adds up what would become of the message. Never throws, sends nothing, forbids nothing.
 *
 * The verdict of the whole is what the sender would see a default platform do, worst first:
 * - `cuts-the-link`: the platform closes the connection because of this message, whatever it stored of it before.
 * - `dropped`: the link lives, and at least one record (one device at one instant) is not kept, or the whole message is not.
 * - `altered`: every record is kept, and at least one of them not as it was written: a value, a key, or the time it stands for.
 * - `stored`: kept as written. A text of digits kept as the same number counts as such; topics that store nothing (connect,
 *   RPC replies) are `stored` where the platform does what they ask.
 */
import { type MqttVersion } from '../connection.ts';
import { locator, type Locate } from '../json/position.ts';
import { platformVersions, type PlatformVersion } from '../practice.ts';
import { type Profile } from '../profile/compile.ts';
import { defaultProfile } from '../profiles/index.ts';
import { verdictOf, worse, type LintVerdict } from './endings.ts';
import { jsonRules } from './json-rules.ts';
import { messageRules } from './message-rules.ts';
import { viewPayload, type PayloadView } from './payload-view.ts';
import { profileRules } from './profile-rules.ts';
import { type LintRule, type LintSeverity, type Spot } from './rule.ts';
import { shapeRules } from './shape-rules.ts';
import { valueRules } from './value-rules.ts';

export const lintRules = [...messageRules, ...jsonRules, ...shapeRules, ...valueRules, ...profileRules] as const;
export type LintRuleId = (typeof lintRules)[number]['id'];

export type LintFinding = Omit<Spot, 'ending'> & {
  readonly rule: LintRuleId;
  readonly severity: LintSeverity;
  readonly verdict: LintVerdict;
};

export type LintReport = {
  /** The worst of all findings; `stored` without any. */
  readonly verdict: LintVerdict;
  /** By place in the text; of each rule at most `findingsPerRule`. */
  readonly findings: readonly LintFinding[];
  /** How many are not listed. */
  readonly unlisted: number;
  /** Line and column, from 1, of an offset. */
  readonly locate: Locate;
};

export type LintContext = {
  readonly topic: string;
  readonly mqttVersion: MqttVersion;
  /** The platform's version; the newest if nothing is said. */
  readonly like?: PlatformVersion;
  /** 1 if nothing is said. */
  readonly qos?: 0 | 1 | 2;
  readonly retain?: boolean;
  /** Wall clock, ms since the epoch; without it times are not compared with now. */
  readonly nowAt?: number;
  /** Meanings of the keys; the shipped profile if nothing is said, none at all with null. */
  readonly profile?: Profile | null;
};

export const findingsPerRule = 100;

export const viewMessage = (text: string, context: LintContext): PayloadView => {
  const { topic, mqttVersion, like = platformVersions[0], qos = 1, retain = false, nowAt } = context;
  const profile = context.profile === undefined ? defaultProfile().profile : (context.profile ?? undefined);
  return viewPayload({ text, topic, mqttVersion, like, qos, retain, nowAt, profile });
};

export const lintPayload = (text: string, context: LintContext): LintReport => {
  const payload = viewMessage(text, context);
  const { schema } = payload;
  const findings: LintFinding[] = [];
  let verdict: LintVerdict = 'stored';
  let unlisted = 0;

  for (const rule of lintRules as readonly (LintRule & { readonly id: LintRuleId })[]) {
    if (rule.schemas !== 'all' && (schema === undefined || !rule.schemas.includes(schema))) continue;
    const spots = rule.check(payload);
    for (const [i, { ending = rule.ending, ...spot }] of spots.entries()) {
      const its = verdictOf(ending, payload);
      verdict = worse(verdict, its);
      if (i < findingsPerRule) findings.push({ rule: rule.id, severity: rule.severity, verdict: its, ...spot });
    }
    unlisted += Math.max(0, spots.length - findingsPerRule);
  }
  findings.sort((a, b) => a.start - b.start || b.end - a.end);
  return { verdict, findings, unlisted, locate: locator(text) };
};
