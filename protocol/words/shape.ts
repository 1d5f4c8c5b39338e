/**
 * What both languages must say, exhaustive by type: a new verdict, cause, failure or state without its words does not
 * compile. Owns the shape only; the sentences are in `zh/` and `en/`. `{name}` stands for a parameter, see `fill.ts`.
 */
import { type CodeOf, type CodeTableId } from '../codes/lookup.ts';
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
import { type JsonSyntaxCode, type LenientForm } from '../json/problem.ts';
import { type LintRuleId } from '../lint/lint.ts';
import { type LintVerdict } from '../lint/rule.ts';
import { type FaultId } from '../practice-faults.ts';
import { type PracticeRule } from '../practice-rules.ts';
import { type PlatformVersion } from '../practice.ts';
import { type GatewayFlag, type PortAnswer, type ProbeId } from '../probe.ts';
import { type PublishState } from '../publish-outcome.ts';
import { type FailureKind, type TokenProblem } from '../result.ts';
import { type TcpOutcome } from '../step-details.ts';
import { type TokenRepair, type TokenRuleId } from '../token.ts';
import { type TopicId } from '../topics.ts';

/** `meaning` may hold parameters: use `verdictText`. `name` and `doesNotProve` never do. */
export type VerdictWords = { readonly name: string; readonly meaning: string; readonly doesNotProve: string };
export type AdviceWords = { readonly cause: string; readonly check: string };
/** `causes`: most probable first; empty where there is nothing to explain. No parameters. */
export type PublishWords = { readonly name: string; readonly meaning: string; readonly causes: readonly string[] };

/** `rendering`: our translation of the vendor's words, where the language is not the vendor's. `caution`: how far they hold. */
export type VendorWords = { readonly rendering?: string; readonly caution: string };
/**
 * `meaning`: in the standard. `onThisPlatform`: on a ThingsBoard-compatible platform, by version. `vendor`: for the codes the
 * vendor's page explains. `{hex}` occurs in `reserved` only.
 */
export type CodeWords = {
  readonly meaning: string;
  readonly onThisPlatform: string;
  readonly nextCheck: string;
  readonly vendor?: VendorWords;
};

/** `name`: a few words for a list. `meaning`: what happened, in a sentence. */
export type PracticeRuleWords = { readonly name: string; readonly meaning: string };
/** `does`: what the platform does, for the command line; `seen`: what the engineer sees on the other end. */
export type PracticeFaultWords = { readonly name: string; readonly does: string; readonly seen: string };

/** `purpose`: what it is for, a line. `note`: what to know of it. */
export type TopicWords = { readonly purpose: string; readonly note: string };

/** Terms, and the few values that are words, of what is shown of a step. */
export type StepFactWord =
  | 'host'
  | 'literal'
  | 'none'
  | 'absent'
  | 'serverName'
  | 'protocol'
  | 'cipher'
  | 'certificate'
  | 'issuer'
  | 'valid'
  | 'names'
  | 'level'
  | 'flags'
  | 'keepAlive'
  | 'clientIdentifier'
  | 'userName'
  | 'masked'
  | 'password'
  | 'length'
  | 'code'
  | 'error'
  | 'asText';

export type AskedV5Words = {
  /** `{code}`, `{name}`, `{meaning}`: of the CONNACK. */
  readonly refused: string;
  /** The same, of the DISCONNECT. */
  readonly ended: string;
  readonly lives: string;
  /** `{verdict}`: no reason came in 5.0 either. */
  readonly nothing: string;
};

/** `does`: what it will do; `harms`: what it costs others. Both are read before it is agreed to. */
export type ProbeWords = {
  readonly name: string;
  readonly does: string;
  readonly harms: string;
  readonly doesNotProve: string;
};

/** `{code}` is `U+200B`, `{n}` counts characters from 1. */
export type TokenPlaceWords = {
  readonly one: string;
  /** `{meant}`: the plain character in its place. */
  readonly meant: string;
  readonly range: string;
  /** `{n}` more that are not listed. */
  readonly more: string;
  readonly name: Readonly<Record<NamedCharacter, string>>;
};
export type NamedCharacter =
  | 'U+0009'
  | 'U+000A'
  | 'U+000D'
  | 'U+0020'
  | 'U+00A0'
  | 'U+00AD'
  | 'U+3000'
  | 'U+200B'
  | 'U+200C'
  | 'U+200D'
  | 'U+200E'
  | 'U+200F'
  | 'U+2060'
  | 'U+FEFF';

/** Settings with limits, by their name in `ConnectionSettings`. */
export type RangedSetting = 'keepAliveSeconds' | 'connackTimeoutMs' | 'surviveMs';

export type Words = {
  readonly verdict: Readonly<Record<VerdictId, VerdictWords>>;
  /** Parts of a sentence, used inside `verdict`. */
  readonly received: Readonly<Record<Extract<Verdict, { id: 'no-connack' }>['received'], string>>;
  readonly tlsReason: Readonly<Record<TlsReason, string>>;
  readonly lookAlike: Readonly<Record<LookAlike, string>>;
  readonly code: { readonly [T in CodeTableId]: Readonly<Record<CodeOf<T>, CodeWords>> };
  /** For a number that stands in no table. */
  readonly reserved: CodeWords;
  readonly advice: Readonly<Record<AdviceId, AdviceWords>>;
  readonly step: Readonly<Record<StepId, string>>;
  readonly stepOutcome: Readonly<Record<Step['outcome'], string>>;
  /** Use `stepFacts`. */
  readonly stepFact: Readonly<Record<StepFactWord, string>>;
  readonly tcpOutcome: Readonly<Record<TcpOutcome, string>>;
  readonly phase: Readonly<Record<ConnectionState['phase'], string>>;
  /** Use `lossText`: it fills in sizes. */
  readonly linkLoss: Readonly<Record<LinkLoss['why'], string>>;
  readonly publishState: Readonly<Record<PublishState['id'], PublishWords>>;
  readonly practiceRule: Readonly<Record<PracticeRule, PracticeRuleWords>>;
  readonly practiceFault: Readonly<Record<FaultId, PracticeFaultWords>>;
  /** What this version answers differently, in a line. */
  readonly practiceVersion: Readonly<Record<PlatformVersion, string>>;
  readonly topic: Readonly<Record<TopicId, TopicWords>>;
  /** Said of a topic's `mayBeSubscribed`. */
  readonly subscription: { readonly granted: string; readonly refused: string };
  /** Use `lintText`: it fills in and escapes names and values. */
  readonly lint: Readonly<Record<LintRuleId, string>>;
  readonly lintVerdict: Readonly<Record<LintVerdict, string>>;
  readonly jsonSyntax: Readonly<Record<JsonSyntaxCode, string>>;
  readonly lenientForm: Readonly<Record<LenientForm, string>>;
  /** Each ends in a short code in brackets. Use `failureText`: it quotes and cuts foreign text. */
  readonly failure: Readonly<Record<FailureKind, string>>;
  /** Part of the sentence of `token-form`. */
  readonly tokenProblem: Readonly<Record<TokenProblem, string>>;
  /** Use `tokenText`: it fills in `{places}` and, in `digits-differ`, `{name}`. */
  readonly tokenNote: Readonly<Record<TokenRuleId, string>>;
  /** On the button that does it. */
  readonly tokenRepair: Readonly<Record<TokenRepair['how'], string>>;
  readonly tokenPlace: TokenPlaceWords;
  readonly probe: Readonly<Record<ProbeId, ProbeWords>>;
  /** What the answer means, and what to do then. */
  readonly gatewayFlag: Readonly<Record<GatewayFlag, string>>;
  readonly portAnswer: Readonly<Record<PortAnswer, string>>;
  /** Use `probeText`. */
  readonly askedV5: AskedV5Words;
  readonly setting: Readonly<Record<RangedSetting, string>>;
};
