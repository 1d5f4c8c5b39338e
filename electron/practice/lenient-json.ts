/**
 * JSON as the platform reads it: Gson's JsonReader in lenient mode (facts B3, H23). Follows that reader form by form, since a
 * payload that only this reader takes must be taken here too. Owns no meaning. Text that it refuses reads as `undefined`.
 */
export type Element =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Element> }
  | { readonly kind: 'array'; readonly items: readonly Element[] }
  | { readonly kind: 'string'; readonly value: string }
  /** As written: the platform keeps a number as text until it knows what it needs. */
  | { readonly kind: 'number'; readonly raw: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

/** Gson's own default since 2.12; which Gson a given platform ships is unverified (U). */
const deepestLevel = 255;

/** These end an unquoted word. */
const notInWord = new Set('/\\;#={}[]:, \t\f\r\n');
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const keyword = /true|false|null/iy;
const escaped: Readonly<Record<string, string>> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' };
/** These stand for themselves behind a backslash; a line feed is a continued line. */
const escapedAsIs = new Set(['\n', "'", '"', '\\', '/']);

/** An empty text reads as null, as it does on the platform (H15). */
export const readLenientJson = (text: string): Element | undefined => {
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  /** Skips white space and comments; `false` for a comment that does not end. */
  const skip = (): boolean => {
    for (;;) {
      while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
      if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        if (end === -1) return false;
        at = end + 2;
      } else if (text.startsWith('//', at) || text[at] === '#') {
        while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
      } else return true;
    }
  };
  /** The next character that means something, not taken; `undefined` at the end of the text. */
  const peek = (): string | undefined => (skip() ? text[at] : undefined);
  const endsWord = (index: number): boolean => index >= text.length || notInWord.has(text.charAt(index));

  const readQuoted = (quote: string): string | undefined => {
    let value = '';
    for (at += 1; at < text.length; at += 1) {
      const character = text.charAt(at);
      if (character === quote) {
        at += 1;
        return value;
      }
      if (character !== '\\') {
        value += character;
        continue;
      }
      at += 1;
      const code = text.charAt(at);
      if (code === 'u') {
        const digits = /^[0-9a-fA-F]{4}/.exec(text.slice(at + 1, at + 5))?.[0];
        if (digits === undefined) return undefined;
        value += String.fromCharCode(Number.parseInt(digits, 16));
        at += 4;
      } else {
        const meant = escaped[code] ?? (escapedAsIs.has(code) ? code : undefined);
        if (meant === undefined) return undefined;
        value += meant;
      }
    }
    return undefined;
  };

  const readWord = (): string | undefined => {
    const start = at;
    while (!endsWord(at)) at += 1;
    return at === start ? undefined : text.slice(start, at);
  };

  /** `pattern` matches here and what follows does not go on with it: `trues` and `007` are words. */
  const taken = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined || !endsWord(at + found.length)) return undefined;
    at += found.length;
    return found;
  };

  const readScalar = (): Element | undefined => {
    const named = taken(keyword)?.toLowerCase();
    if (named === 'null') return { kind: 'null' };
    if (named !== undefined) return { kind: 'boolean', value: named === 'true' };
    const raw = taken(number);
    if (raw !== undefined) return { kind: 'number', raw };
    const value = readWord();
    return value === undefined ? undefined : { kind: 'string', value };
  };

  const readArray = (level: number): Element | undefined => {
    const items: Element[] = [];
    at += 1;
    if (peek() === ']') {
      at += 1;
      return { kind: 'array', items };
    }
    for (;;) {
      const next = peek();
      // Nothing between two separators is a null, also behind the last one.
      const item: Element | undefined =
        next === ',' || next === ';' || next === ']' ? { kind: 'null' } : readValue(level);
      if (item === undefined) return undefined;
      items.push(item);
      const separator = peek();
      at += 1;
      if (separator === ']') return { kind: 'array', items };
      if (separator !== ',' && separator !== ';') return undefined;
    }
  };

  const readObject = (level: number): Element | undefined => {
    const members = new Map<string, Element>();
    at += 1;
    if (peek() === '}') {
      at += 1;
      return { kind: 'object', members };
    }
    for (;;) {
      const first = peek();
      const name = first === '"' || first === "'" ? readQuoted(first) : readWord();
      if (name === undefined) return undefined;
      const separator = peek();
      at += 1;
      if (separator === '=' && text[at] === '>') at += 1;
      else if (separator !== ':' && separator !== '=') return undefined;
      const value = readValue(level);
      if (value === undefined) return undefined;
      // A name that comes twice keeps its first place and its last value (H23).
      members.set(name, value);
      const after = peek();
      at += 1;
      if (after === '}') return { kind: 'object', members };
      if (after !== ',' && after !== ';') return undefined;
    }
  };

  const readValue = (level: number): Element | undefined => {
    const first = peek();
    if (first === '{' || first === '[') {
      if (level > deepestLevel) return undefined;
      return first === '{' ? readObject(level + 1) : readArray(level + 1);
    }
    if (first === '"' || first === "'") {
      const value = readQuoted(first);
      return value === undefined ? undefined : { kind: 'string', value };
    }
    return readScalar();
  };

  if (!skip()) return undefined;
  // A prefix that some web servers put before JSON; the reader drops it.
  if (text.startsWith(")]}'\n", at)) at += 5;
  if (!skip()) return undefined;
  if (at >= text.length) return { kind: 'null' };
  const root = readValue(1);
  if (root === undefined || root.kind === 'null') return root;
  return skip() && at >= text.length ? root : undefined;
};

/** Gson's `getAsString`: a number or a boolean will do where a text is wanted. `undefined` for the rest and for an empty text. */
export const scalarText = (element: Element | undefined): string | undefined => {
  switch (element?.kind) {
    case 'string':
      return element.value === '' ? undefined : element.value;
    case 'number':
      return element.raw;
    case 'boolean':
      return String(element.value);
    default:
      return undefined;
  }
};

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\\t',
  '\b': '\\b',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
};
const writeString = (value: string): string =>
  `"${value.replace(/["\\\u0000-\u001f\u2028\u2029]/g, (character) => shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;

/** Gson's compact form: what a nested object is stored as. Numbers and strings inside stay as they came (B3). */
export const writeCompact = (element: Element): string => {
  switch (element.kind) {
    case 'object':
      return `{${[...element.members].map(([key, value]) => `${writeString(key)}:${writeCompact(value)}`).join(',')}}`;
    case 'array':
      return `[${element.items.map(writeCompact).join(',')}]`;
    case 'string':
      return writeString(element.value);
    case 'number':
      return element.raw;
    case 'boolean':
      return String(element.value);
    case 'null':
      return 'null';
  }
};
