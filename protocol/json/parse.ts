/**
 * Reads JSON for people who must find the fault: what could be read, where each piece stands, and everything wrong with it.
 * Never throws, never recurses deeper than `depth`. It decides nothing about the platform beyond naming the forms it lets by.
 */
import { printParseErrorCode, visit } from 'jsonc-parser';
import { tooDeepAt } from './depth.ts';
import { survivesAsFloat } from './number.ts';
import { locator, type Locate } from './position.ts';
import { type JsonProblem, type JsonSyntaxCode, type LenientForm } from './problem.ts';
import { treeBuilder } from './tree-builder.ts';
import { type JsonNode } from './tree.ts';

export type JsonLimits = {
  readonly textChars: number;
  readonly depth: number;
  readonly keys: number;
  readonly stringChars: number;
};

/** security.md 3.5 */
export const importLimits: JsonLimits = {
  textChars: 64 * 1_048_576,
  depth: 32,
  keys: 100_000,
  stringChars: 1_048_576,
};

const problemsListed = 1_000;

export type ParsedJson = {
  /** What could be read, even from a broken text. Null: nothing. */
  readonly root: JsonNode | null;
  /** RFC 8259 without exception. Duplicate names and long numbers are JSON all the same. */
  readonly strict: boolean;
  /** By place, at most `problemsListed`; `unlisted` counts the rest. */
  readonly problems: readonly JsonProblem[];
  readonly unlisted: number;
  readonly locate: Locate;
};

export const parseJson = (text: string, limits: JsonLimits = importLimits): ParsedJson => {
  const locate = locator(text);
  const refuse = (problem: JsonProblem): ParsedJson => ({
    root: null,
    strict: false,
    problems: [problem],
    unlisted: 0,
    locate,
  });

  if (text.length > limits.textChars) {
    return refuse({ code: 'too-large', lengthChars: text.length, limit: limits.textChars, start: 0, end: text.length });
  }
  if (text.trim() === '') return refuse({ code: 'empty', start: 0, end: text.length });
  const deep = tooDeepAt(text, limits.depth);
  if (deep !== undefined) return refuse({ code: 'too-deep', limit: limits.depth, start: deep, end: deep + 1 });

  const { overLimit, ...parsed } = build(text, limits);
  return overLimit === undefined ? { ...parsed, locate } : refuse(overLimit);
};

const build = (text: string, limits: JsonLimits) => {
  const tree = treeBuilder();
  const problems: JsonProblem[] = [];
  let strict = true;
  let unlisted = 0;
  let keys = 0;
  let lastSyntaxStart = -1;
  let overLimit: JsonProblem | undefined;

  const report = (problem: JsonProblem) => {
    if (problems.length < problemsListed) problems.push(problem);
    else unlisted += 1;
  };
  const checkString = (value: string, start: number, end: number) => {
    if (value.length <= limits.stringChars) return;
    overLimit ??= { code: 'string-too-long', lengthChars: value.length, limit: limits.stringChars, start, end };
  };

  visit(
    text,
    {
      onObjectBegin: (start) => {
        tree.open('object', start);
      },
      onArrayBegin: (start) => {
        tree.open('array', start);
      },
      onObjectEnd: (offset, length) => tree.close(Math.min(offset + length, text.length)),
      onArrayEnd: (offset, length) => tree.close(Math.min(offset + length, text.length)),
      onObjectProperty: (key, start, length) => {
        const end = start + length;
        checkString(key, start, end);
        keys += 1;
        if (keys > limits.keys) overLimit ??= { code: 'too-many-keys', limit: limits.keys, start, end };
        if (tree.name(key, start, end) === 'again') report({ code: 'duplicate-key', key, start, end });
      },
      onLiteralValue: (value: string | number | boolean | null, start, length) => {
        const end = start + length;
        if (typeof value === 'string') {
          checkString(value, start, end);
          tree.place({ kind: 'string', value, start, end });
        } else if (typeof value === 'number') {
          const raw = text.slice(start, end);
          if (!survivesAsFloat(raw)) report({ code: 'precision-lost', raw, stored: String(value), start, end });
          tree.place({ kind: 'number', raw, value, start, end });
        } else if (value === null) {
          tree.place({ kind: 'null', value, start, end });
        } else {
          tree.place({ kind: 'boolean', value, start, end });
        }
      },
      onError: (error, start, length) => {
        strict = false;
        // One fault makes the parser complain again at the same place; the first complaint names it.
        if (start === lastSyntaxStart) return;
        lastSyntaxStart = start;
        const expected = syntaxCodes[printParseErrorCode(error)] ?? 'symbol';
        const lenient = lenientForm(text, expected, start);
        // Past an unclosed comment the scanner counts one character too many.
        const end = Math.min(start + length, text.length);
        report({
          code: 'syntax',
          expected,
          ...(lenient !== undefined && { lenient }),
          start: Math.min(start, end),
          end,
        });
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return { root: tree.root(), strict, problems, unlisted, overLimit };
};

const syntaxCodes: Readonly<Partial<Record<string, JsonSyntaxCode>>> = {
  InvalidSymbol: 'symbol',
  InvalidNumberFormat: 'number-form',
  PropertyNameExpected: 'name-expected',
  ValueExpected: 'value-expected',
  ColonExpected: 'colon-expected',
  CommaExpected: 'comma-expected',
  CloseBraceExpected: 'close-brace-expected',
  CloseBracketExpected: 'close-bracket-expected',
  EndOfFileExpected: 'end-expected',
  InvalidCommentToken: 'comment',
  UnexpectedEndOfComment: 'comment',
  UnexpectedEndOfString: 'unclosed-string',
  UnexpectedEndOfNumber: 'number-form',
  InvalidUnicode: 'unicode-escape',
  InvalidEscapeCharacter: 'escape',
  InvalidCharacter: 'control-character',
};

const lenientForm = (text: string, expected: JsonSyntaxCode, start: number): LenientForm | undefined => {
  if (expected === 'comment') return 'comment';
  if (expected !== 'symbol') return undefined;
  const found = text.charAt(start);
  if (found === '\uFEFF' && start === 0) return 'byte-order-mark';
  if (found === "'") return 'single-quotes';
  if (found === ';') return 'semicolon';
  if (found === '=') return 'equals';
  return /^[A-Za-z_$]$/.test(found) ? 'bare-word' : undefined;
};
