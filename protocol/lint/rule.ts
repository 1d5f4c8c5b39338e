/**
 * What a rule of the platform contract is and what it finds. A rule says what a default ThingsBoard would do with one odd
 * place of a message; it knows no words and changes nothing. How its ending differs by version is in `endings.ts`.
 */
import { type EndingId } from './endings.ts';
import { type PayloadView } from './payload-view.ts';
import { type LintSchema } from './topic-schema.ts';

export { type LintVerdict } from './endings.ts';

export type LintSeverity = 'error' | 'warning' | 'advice';

/** A place in the payload: UTF-16 offsets, half-open. `path` as the decoder writes it; empty for the whole payload. */
export type Spot = {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Where this one place ends otherwise than the rule says. */
  readonly ending?: EndingId;
};

export type LintRule = {
  readonly id: string;
  /** Shapes it is for; `all` means every topic, known or not. */
  readonly schemas: 'all' | readonly LintSchema[];
  readonly severity: LintSeverity;
  readonly ending: EndingId;
  /** Rows of the platform facts; `domain` stands before those about the vendor's payloads. */
  readonly evidence: string;
  readonly check: (payload: PayloadView) => readonly Spot[];
};
