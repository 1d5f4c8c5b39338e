/**
 * What a default platform stores for one value: its type cast (facts B3, H22), and which keys its rule engine refuses (H24).
 * Knows no topics and no records. A platform may have the cast off: what comes from here is said of "a default platform".
 */
import { type JsonMember, type JsonNode } from '../json/tree.ts';
import { type NumberRules, storedNumber, type StoredAs } from './numbers.ts';

/** Undefined: a conversion error, and with it nothing of the message's device is kept (H19). Null: the key is skipped. */
export const storedValue = (node: JsonNode, rules: NumberRules): StoredAs | null | undefined => {
  switch (node.kind) {
    case 'null':
      return null;
    case 'string':
      return storedString(node.value, rules);
    case 'number':
      return storedNumber(node.raw, rules);
    case 'boolean':
      return { type: 'boolean', value: String(node.value) };
    // Kept as text; strings inside are not cast.
    case 'object':
    case 'array':
      return { type: 'json', value: compactText(node) };
  }
};

/** A text that looks like a number is stored as that number; leading zeros are lost. */
export const storedString = (text: string, rules: NumberRules): StoredAs =>
  (looksNumeric(text) ? storedNumber(text, rules) : undefined) ?? { type: 'string', value: text };

/**
 * What commons-lang's `NumberUtils.isParsable` says yes to. Java also takes digits of other scripts here; that is left out,
 * since nobody ran it (U).
 */
const looksNumeric = (text: string): boolean => /^-?[\d.]+$/.test(text) && !/\..*\.|\.$/.test(text);

export const longestKeyChars = 255;

/** B3: refused after the acknowledgement was sent, with all that came in the same record. What counts as HTML is inferred (I). */
export const keyRefusal = (key: string): 'length' | 'markup' | undefined => {
  if (key === '' || key.length > longestKeyChars) return 'length';
  return /<[a-z!/]/i.test(key) ? 'markup' : undefined;
};

/** A name that comes twice keeps its first place and its last value (facts B3, H23). */
export const lastOfEachName = (members: readonly JsonMember[]): readonly JsonMember[] => [
  ...new Map(members.map((member) => [member.key, member])).values(),
];

/** Gson's compact form: what a nested object is stored as. Numbers and strings inside stay as they came. */
export const compactText = (node: JsonNode): string => {
  switch (node.kind) {
    case 'object':
      return `{${lastOfEachName(node.members)
        .map(({ key, value }) => `${quoted(key)}:${compactText(value)}`)
        .join(',')}}`;
    case 'array':
      return `[${node.items.map(compactText).join(',')}]`;
    case 'string':
      return quoted(node.value);
    case 'number':
      return node.raw;
    case 'boolean':
    case 'null':
      return String(node.value);
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
const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const quoted = (value: string): string =>
  `"${value.replace(/["\\\u0000-\u001f\u2028\u2029]/g, (character) => shortEscapes[character] ?? unicodeEscape(character))}"`;
