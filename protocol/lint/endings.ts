/**
 * How a message may end on the platform, by version: the outcome matrix (facts B2, H14-H26) as the sender of the message sees
 * it. One row for each kind of trouble; which rule finds which trouble is in `*-rules.ts`.
 */
import { type MqttVersion } from '../connection.ts';
import { versionProfile, type PerVersion } from '../platform/versions.ts';
import { type PlatformVersion } from '../practice.ts';

/**
 * From harmless to worst. `altered`: kept, but not as it was written. `dropped`: a part of the message, or all of it, is
 * acknowledged or ignored and not kept. `cuts-the-link`: the connection is closed.
 */
export const lintVerdicts = ['stored', 'altered', 'dropped', 'cuts-the-link'] as const;
export type LintVerdict = (typeof lintVerdicts)[number];

export const worse = (a: LintVerdict, b: LintVerdict): LintVerdict =>
  lintVerdicts.indexOf(a) >= lintVerdicts.indexOf(b) ? a : b;

export type Endings = {
  readonly v311: PerVersion<LintVerdict>;
  readonly v5: LintVerdict;
  /** Without a PUBACK to carry the reason code. */
  readonly v5AtQos0?: LintVerdict;
};

const row = (
  to31: LintVerdict,
  in32: LintVerdict,
  in33: LintVerdict,
  in350: LintVerdict,
  in421: LintVerdict,
  v5: LintVerdict,
  v5AtQos0: LintVerdict = v5,
): Endings => ({ v311: { '3.1': to31, '3.2': in32, '3.3': in33, '3.5.0': in350, '4.2.1': in421 }, v5, v5AtQos0 });

const always = (verdict: LintVerdict): Endings => row(verdict, verdict, verdict, verdict, verdict, verdict);
const lost = 'dropped';
const cut = 'cuts-the-link';

// prettier-ignore
export const endings = {
  stored: always('stored'),
  altered: always('altered'),
  dropped: always('dropped'),
  'cuts-the-link': always('cuts-the-link'),
  //                   3.1   3.2   3.3  3.5.0  4.2.1  MQTT 5, at QoS 0
  // B2, H14, H19: PUBACK 0x99 under 5; the code for QoS 0 is facts E3.
  'conversion-error': row(lost, lost, cut, cut,  cut,   lost, cut),
  // B2, H15, H16: no object, or no device name where one belongs.
  'runtime-error':    row(lost, lost, cut, cut,  cut,   cut),
  // B2, H17: every device skipped.
  'no-device-left':   row(lost, lost, lost, lost, cut,  cut),
} as const satisfies Record<string, Endings>;

export type EndingId = keyof typeof endings;

export type Circumstances = {
  readonly like: PlatformVersion;
  readonly mqttVersion: MqttVersion;
  readonly qos: 0 | 1 | 2;
};

/** A version that speaks no MQTT 5 is never reached with it: what it does on 3.1.1 is said instead. */
export const verdictOf = (ending: EndingId, { like, mqttVersion, qos }: Circumstances): LintVerdict => {
  const { v311, v5, v5AtQos0 = v5 }: Endings = endings[ending];
  if (mqttVersion === '3.1.1' || !versionProfile(like).mqtt5) return v311[like];
  return qos === 0 ? v5AtQos0 : v5;
};
