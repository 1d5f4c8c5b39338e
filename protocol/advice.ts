/**
 * From a verdict to its probable causes, most probable first (facts I). Owns the order only: what the tool could rule out
 * by itself is added by the diagnosis, the sentences are in `words/`. Causes of a code come from its row in `codes/`.
 */
import { type MqttVersion, type Scheme } from './connection.ts';
import { type AdviceId, type Verdict } from './diagnosis.ts';

export type CauseContext = {
  /** From the CONNECT to the CONNACK; tells the causes of code 3 apart. Without it the CONNACK's own latency counts. */
  readonly connackAfterMs?: number;
  readonly mqttVersion: MqttVersion;
  readonly scheme: Scheme;
  /** Length of the user name in the CONNECT that was sent. */
  readonly usernameBytes: number;
};

export const causesOf = (_verdict: Verdict, _context: CauseContext): readonly AdviceId[] => [];
