/** What can be wrong with a JSON text, as codes. Words are in `profile/words.ts`. */
export const jsonSyntaxCodes = [
  'value-expected',
  'name-expected',
  'colon-expected',
  'comma-expected',
  'close-brace-expected',
  'close-bracket-expected',
  'end-expected',
  'comment',
  'unclosed-string',
  'number-form',
  'unicode-escape',
  'escape',
  'control-character',
  'symbol',
] as const;
export type JsonSyntaxCode = (typeof jsonSyntaxCodes)[number];

/**
 * Forms that are not JSON but pass a default platform's reader, Gson in lenient mode (facts B3). `lenient.ts`
 * finds them all; `parse.ts` names the first six, as far as the place of an error tells them.
 */
export const lenientForms = [
  'comment',
  'single-quotes',
  'bare-word',
  'semicolon',
  'equals',
  'byte-order-mark',
  'control-character',
  'escape',
  'extra-comma',
  'letter-case',
  'guard-prefix',
] as const;
export type LenientForm = (typeof lenientForms)[number];

export type JsonProblem =
  | {
      readonly code: 'syntax';
      readonly expected: JsonSyntaxCode;
      readonly lenient?: LenientForm;
      readonly start: number;
      readonly end: number;
    }
  | { readonly code: 'empty'; readonly start: number; readonly end: number }
  | { readonly code: 'duplicate-key'; readonly key: string; readonly start: number; readonly end: number }
  | {
      readonly code: 'precision-lost';
      readonly raw: string;
      readonly stored: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly code: 'too-large' | 'string-too-long';
      readonly lengthChars: number;
      readonly limit: number;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly code: 'too-deep' | 'too-many-keys';
      readonly limit: number;
      readonly start: number;
      readonly end: number;
    };
