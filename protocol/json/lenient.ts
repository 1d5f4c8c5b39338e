/**
 * JSON as the platform reads it: Gson's JsonReader in lenient mode (facts B3, H23), form by form, with the place of every
 * value, every form that is not JSON, and the place where even that reader gives up. Owns no meaning. Never throws.
 */
import { type JsonSyntaxCode, type LenientForm } from './problem.ts';
import { type JsonMember, type JsonNode } from './tree.ts';

/** UTF-16 offsets, half-open. */
type Placed = { readonly start: number; readonly end: number };

export type LenientReading = {
  /** Undefined: the platform cannot read it. An empty text reads as null (H15). */
  readonly root: JsonNode | undefined;
  /** Where each form first occurs, by place. Empty: the text is JSON as everybody reads it, or nothing at all. */
  readonly forms: readonly (Placed & { readonly form: LenientForm })[];
  readonly broken?: Placed & { readonly expected: JsonSyntaxCode | 'too-deep' };
};

/** Gson's own default since 2.12; which Gson a given platform ships is unverified (U). */
export const deepestLevel = 255;

/** These end a word without quotes. */
const notInWord = new Set('/\\;#={}[]:, \t\f\r\n');
const whiteSpace = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const keyword = /true|false|null/iy;
const hexDigits = /[0-9a-fA-F]{4}/y;
const escapes: Readonly<Partial<Record<string, string>>> = {
  t: '\t',
  b: '\b',
  n: '\n',
  r: '\r',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};
/** These two only this reader lets stand for themselves behind a backslash. */
const lenientEscapes = new Set(["'", '\n']);
const controlCharacter = /[\u0000-\u001f]/;

/** Some web servers put it before JSON; the reader drops it. */
const guardPrefix = ")]}'\n";

type Broken = NonNullable<LenientReading['broken']>;

export const readLenient = (text: string): LenientReading => {
  let at = 0;
  let broken: Broken | undefined;
  const first = new Map<LenientForm, Placed>();

  const note = (form: LenientForm, start: number, end: number): void => {
    if (!first.has(form)) first.set(form, { start, end });
  };
  /** The first fault is the one that counts; what follows comes from it. */
  const fail = (expected: Broken['expected'], start = at, end = Math.min(start + 1, text.length)): null => {
    broken ??= { expected, start, end };
    return null;
  };

  /** Skips white space and comments. */
  const skip = (): boolean => {
    for (;;) {
      whiteSpace.lastIndex = at;
      whiteSpace.test(text);
      at = whiteSpace.lastIndex;
      const start = at;
      if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        if (end === -1) {
          fail('comment', start, text.length);
          return false;
        }
        at = end + 2;
      } else if (text.startsWith('//', at) || text[at] === '#') {
        while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
      } else return true;
      note('comment', start, at);
    }
  };
  /** The next character that means something, not taken; empty at the end of the text and where a comment does not end. */
  const peek = (): string => {
    // Mostly there is nothing to skip.
    const isPlain = text.charCodeAt(at) > 0x20 && text[at] !== '/' && text[at] !== '#';
    return isPlain || skip() ? text.charAt(at) : '';
  };
  const endsWord = (index: number): boolean => index >= text.length || notInWord.has(text.charAt(index));

  const readQuoted = (quote: string): string | null => {
    const start = at;
    let value = '';
    at += 1;
    for (;;) {
      const from = at;
      while (at < text.length && text[at] !== quote && text[at] !== '\\') at += 1;
      const plain = text.slice(from, at);
      const control = controlCharacter.exec(plain);
      if (control !== null) note('control-character', from + control.index, from + control.index + 1);
      value += plain;
      if (at >= text.length) return fail('unclosed-string', start, text.length);
      if (text[at] === quote) {
        at += 1;
        if (quote === "'") note('single-quotes', start, at);
        return value;
      }
      const meant = readEscape();
      if (meant === null) return null;
      value += meant;
    }
  };
  const readEscape = (): string | null => {
    const code = text.charAt(at + 1);
    if (code === 'u') {
      hexDigits.lastIndex = at + 2;
      const digits = hexDigits.exec(text)?.[0];
      if (digits === undefined) return fail('unicode-escape', at, Math.min(at + 2, text.length));
      at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const meant = Object.hasOwn(escapes, code) ? escapes[code] : lenientEscapes.has(code) ? code : undefined;
    if (meant === undefined) return fail('escape', at, Math.min(at + 2, text.length));
    if (lenientEscapes.has(code)) note('escape', at, at + 2);
    at += 2;
    return meant;
  };

  const readWord = (expected: JsonSyntaxCode): string | null => {
    const start = at;
    while (!endsWord(at)) at += 1;
    if (at === start) return fail(expected);
    note('bare-word', start, at);
    return text.slice(start, at);
  };

  /** `pattern` matches here and what follows does not go on with it: `trues` and `007` are words. */
  const taken = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined || !endsWord(at + found.length)) return null;
    at += found.length;
    return found;
  };

  const readScalar = (): JsonNode | null => {
    const start = at;
    const written = taken(keyword);
    if (written !== null) {
      const named = written.toLowerCase();
      if (named !== written) note('letter-case', start, at);
      return named === 'null'
        ? { kind: 'null', value: null, start, end: at }
        : { kind: 'boolean', value: named === 'true', start, end: at };
    }
    const raw = taken(number);
    if (raw !== null) return { kind: 'number', raw, value: Number(raw), start, end: at };
    const value = readWord('value-expected');
    return value === null ? null : { kind: 'string', value, start, end: at };
  };

  const readArray = (level: number): JsonNode | null => {
    const start = at;
    const items: JsonNode[] = [];
    at += 1;
    if (peek() === ']') return { kind: 'array', items, start, end: (at += 1) };
    for (;;) {
      const next = peek();
      if (next === ',' || next === ';' || next === ']') {
        // Nothing between two separators is a null, also behind the last one.
        note('extra-comma', at, at + 1);
        items.push({ kind: 'null', value: null, start: at, end: at });
      } else {
        const item = readValue(level);
        if (item === null) return null;
        items.push(item);
      }
      const separator = peek();
      if (separator === ']') return { kind: 'array', items, start, end: (at += 1) };
      if (!isSeparator(separator)) return fail(separator === '' ? 'close-bracket-expected' : 'comma-expected');
      at += 1;
    }
  };

  const readObject = (level: number): JsonNode | null => {
    const start = at;
    const members: JsonMember[] = [];
    at += 1;
    if (peek() === '}') return { kind: 'object', members, start, end: (at += 1) };
    for (;;) {
      const quote = peek();
      const keyStart = at;
      const key =
        quote === '"' || quote === "'"
          ? readQuoted(quote)
          : readWord(quote === '' ? 'close-brace-expected' : 'name-expected');
      if (key === null) return null;
      const keyEnd = at;
      const colon = peek();
      if (colon === '=') note('equals', at, at + 1);
      else if (colon !== ':') return fail('colon-expected');
      at += colon === '=' && text[at + 1] === '>' ? 2 : 1;
      const value = readValue(level);
      if (value === null) return null;
      members.push({ key, keyStart, keyEnd, value });
      const separator = peek();
      if (separator === '}') return { kind: 'object', members, start, end: (at += 1) };
      if (!isSeparator(separator)) return fail(separator === '' ? 'close-brace-expected' : 'comma-expected');
      at += 1;
    }
  };
  const isSeparator = (character: string): boolean => {
    if (character === ';') note('semicolon', at, at + 1);
    return character === ',' || character === ';';
  };

  const readValue = (level: number): JsonNode | null => {
    const opening = peek();
    if (opening === '{' || opening === '[') {
      if (level > deepestLevel) return fail('too-deep');
      return opening === '{' ? readObject(level + 1) : readArray(level + 1);
    }
    if (opening === '"' || opening === "'") {
      const start = at;
      const value = readQuoted(opening);
      return value === null ? null : { kind: 'string', value, start, end: at };
    }
    return readScalar();
  };

  const readDocument = (): JsonNode | null => {
    if (text.startsWith('\uFEFF')) {
      note('byte-order-mark', 0, 1);
      at = 1;
    }
    if (!skip()) return null;
    if (text.startsWith(guardPrefix, at)) {
      note('guard-prefix', at, at + guardPrefix.length - 1);
      at += guardPrefix.length;
    }
    if (!skip()) return null;
    if (at >= text.length) return { kind: 'null', value: null, start: 0, end: text.length };
    const root = readValue(1);
    // Behind a null nothing is read any more.
    if (root === null || root.kind === 'null') return root;
    if (!skip()) return null;
    if (at >= text.length) return root;
    return fail('end-expected', at, text.length);
  };

  const root = readDocument();
  const forms = [...first].map(([form, place]) => ({ form, ...place })).sort((a, b) => a.start - b.start);
  return { root: root ?? undefined, forms, ...(broken !== undefined && { broken }) };
};
