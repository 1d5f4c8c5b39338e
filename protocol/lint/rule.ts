/**
 * What a rule of the platform contract is and what it finds. A rule says what a default ThingsBoard 4.2.1 or later would do
 * with one odd place of a payload (facts B2, B3, H); it knows no words and changes nothing.
 */
import { type MqttVersion } from '../connection.ts';
import { type PayloadSchema } from '../topics.ts';
import { type PayloadView } from './payload-view.ts';

/** From harmless to worst. `dropped`: acknowledged or ignored, but not kept. `cuts-the-link`: the connection is closed. */
export const lintVerdicts = ['stored', 'altered', 'dropped', 'cuts-the-link'] as const;
export type LintVerdict = (typeof lintVerdicts)[number];

export type LintSeverity = 'error' | 'warning' | 'advice';

/** A place in the payload: UTF-16 offsets, half-open. `path` as the decoder writes it; empty for the whole payload. */
export type Spot = {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Where this one place ends otherwise than the rule's own verdict says. */
  readonly verdict?: LintVerdict;
};

export type LintRule = {
  readonly id: string;
  /** Shapes it is for; `all` means every topic, known or not. */
  readonly schemas: 'all' | readonly PayloadSchema[];
  readonly severity: LintSeverity;
  readonly verdicts: Readonly<Record<MqttVersion, LintVerdict>>;
  readonly check: (payload: PayloadView) => readonly Spot[];
};

/** The same end under both protocol versions. */
export const always = (verdict: LintVerdict): LintRule['verdicts'] => ({ '3.1.1': verdict, '5': verdict });
/** A conversion error: 3.1.1 has no reason code, so the platform closes; under 5 it sends PUBACK 0x99 and stays (facts B2). */
export const conversionError: LintRule['verdicts'] = { '3.1.1': 'cuts-the-link', '5': 'dropped' };
