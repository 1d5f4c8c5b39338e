/**
 * What both languages must say, exhaustive by type: a new verdict, cause, failure or state without its words does not
 * compile. Owns the shape only; the sentences are in `zh/` and `en/`. `{name}` stands for a parameter, see `fill.ts`.
 */
import { type ConnectionState, type LinkLoss } from '../connection.ts';
import {
  type AdviceId,
  type LookAlike,
  type Step,
  type StepId,
  type TlsReason,
  type Verdict,
  type VerdictId,
} from '../diagnosis.ts';
import { type PublishState } from '../publish-outcome.ts';
import { type FailureKind, type TokenProblem } from '../result.ts';

/** `meaning` may hold parameters: use `verdictText`. `name` and `doesNotProve` never do. */
export type VerdictWords = { readonly name: string; readonly meaning: string; readonly doesNotProve: string };
export type AdviceWords = { readonly cause: string; readonly check: string };
/** `causes`: most probable first; empty where there is nothing to explain. No parameters. */
export type PublishWords = { readonly name: string; readonly meaning: string; readonly causes: readonly string[] };

/** Settings with limits, by their name in `ConnectionSettings`. */
export type RangedSetting = 'keepAliveSeconds' | 'connackTimeoutMs' | 'surviveMs';

export type Words = {
  readonly verdict: Readonly<Record<VerdictId, VerdictWords>>;
  /** Parts of a sentence, used inside `verdict`. */
  readonly received: Readonly<Record<Extract<Verdict, { id: 'no-connack' }>['received'], string>>;
  readonly tlsReason: Readonly<Record<TlsReason, string>>;
  readonly lookAlike: Readonly<Record<LookAlike, string>>;
  readonly advice: Readonly<Record<AdviceId, AdviceWords>>;
  readonly step: Readonly<Record<StepId, string>>;
  readonly stepOutcome: Readonly<Record<Step['outcome'], string>>;
  readonly phase: Readonly<Record<ConnectionState['phase'], string>>;
  readonly linkLoss: Readonly<Record<LinkLoss['why'], string>>;
  readonly publishState: Readonly<Record<PublishState['id'], PublishWords>>;
  /** Each ends in a short code in brackets. Use `failureText`: it quotes and cuts foreign text. */
  readonly failure: Readonly<Record<FailureKind, string>>;
  /** Part of the sentence of `token-form`. */
  readonly tokenProblem: Readonly<Record<TokenProblem, string>>;
  readonly setting: Readonly<Record<RangedSetting, string>>;
};
