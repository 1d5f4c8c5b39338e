/** One code of one packet. Numbers and names are the standard's; sentences are in `words/`, exhaustive by code. */
import { type AdviceId } from '../diagnosis.ts';

/** The vendor's own Chinese words for a code, letter for letter, without the markup around them. */
export type VendorQuote = { readonly title: string; readonly text: string };

export type CodeRow = {
  readonly code: number;
  /** As OASIS names it. Never translated: an engineer quotes it and searches for it. */
  readonly name: string;
  readonly tone: 'ok' | 'warn' | 'bad';
  /** Whether a ThingsBoard of any version can send it in this packet (facts E). */
  readonly sentByPlatform: boolean;
  /** Probable causes, most probable first (facts I). `causesOf` adapts the order to one attempt. */
  readonly causes: readonly AdviceId[];
  readonly vendor?: VendorQuote;
};
