/**
 * Expected trouble is data. This file owns the one `Result` and the closed list of everything that may go wrong between
 * the window and the process behind it. It holds no words: those are in `words/`, exhaustive by type.
 */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** `code` in brackets at the end of each text, so that an engineer can quote it over the phone. */
export type Failure =
  | { readonly kind: 'address-form'; readonly address: string }
  | { readonly kind: 'address-secret' }
  | { readonly kind: 'scheme-unsupported'; readonly scheme: string }
  | { readonly kind: 'port-range'; readonly port: string }
  | { readonly kind: 'token-missing' }
  | { readonly kind: 'token-form'; readonly problem: TokenProblem }
  /** Nothing was sent: a gateway that uses this token now would be thrown off, and nobody has agreed to that. */
  | { readonly kind: 'live-gateway' }
  | { readonly kind: 'setting-range'; readonly setting: string; readonly min: number; readonly max: number }
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'topic-form'; readonly topic: string }
  | { readonly kind: 'payload-too-large'; readonly lengthBytes: number; readonly limitBytes: number }
  | { readonly kind: 'no-such-connection'; readonly id: string }
  | { readonly kind: 'no-such-request'; readonly name: string }
  | { readonly kind: 'bad-argument'; readonly request: string; readonly path: string }
  | { readonly kind: 'too-large'; readonly request: string; readonly limitBytes: number }
  | { readonly kind: 'too-fast'; readonly perSecond: number }
  | { readonly kind: 'key-store-missing' }
  | { readonly kind: 'key-store-changed'; readonly backend: string }
  | { readonly kind: 'file-unreadable'; readonly file: string; readonly why: string }
  | { readonly kind: 'file-unwritable'; readonly file: string; readonly why: string }
  | { readonly kind: 'port-in-use'; readonly port: number }
  | { readonly kind: 'not-in-this-host'; readonly request: string }
  | { readonly kind: 'link-to-host-lost' }
  | { readonly kind: 'internal'; readonly incident: string };

export type FailureKind = Failure['kind'];

/** Why a token cannot be sent at all. What is only odd about one is `tokenNotes`. */
export type TokenProblem = 'control' | 'not-ascii' | 'too-long';

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = <T = never>(failure: Failure): Result<T> => ({ ok: false, failure });
