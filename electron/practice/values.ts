/**
 * What becomes of the values of one record: the type cast of a default platform (facts B3, H22). Owns which value becomes
 * which type; says nothing about topics or about what is sent back.
 */
import { type Element, writeCompact } from './lenient-json.ts';
import { type NumberRules, storedNumber, type StoredAs } from './numbers.ts';

export type KeyedValue = StoredAs & { readonly key: string };

/** `undefined`: one value cannot be converted, and with it none of the record is kept (H19). */
export const storedValues = (
  members: ReadonlyMap<string, Element>,
  rules: NumberRules,
): readonly KeyedValue[] | undefined => {
  const kept: KeyedValue[] = [];
  for (const [key, element] of members) {
    // H22: a null is skipped.
    if (element.kind === 'null') continue;
    const value = storedValue(element, rules);
    if (value === undefined) return undefined;
    kept.push({ key, ...value });
  }
  return kept;
};

const storedValue = (element: Exclude<Element, { kind: 'null' }>, rules: NumberRules): StoredAs | undefined => {
  switch (element.kind) {
    case 'string':
      return castString(element.value, rules);
    case 'number':
      return storedNumber(element.raw, rules);
    case 'boolean':
      return { type: 'boolean', value: String(element.value) };
    // H22: kept as text, strings inside are not cast.
    case 'object':
    case 'array':
      return { type: 'json', value: writeCompact(element) };
  }
};

/**
 * H22: what commons-lang's `NumberUtils.isParsable` says yes to. Java also takes digits of other scripts here; that is left
 * out, since nobody ran it (U).
 */
const looksNumeric = (text: string): boolean => /^-?[\d.]+$/.test(text) && !/\..*\.|\.$/.test(text);

/** H22: a text that looks like a number is stored as that number; leading zeros are lost. */
const castString = (text: string, rules: NumberRules): StoredAs =>
  (looksNumeric(text) ? storedNumber(text, rules) : undefined) ?? { type: 'string', value: text };

/** H24, B3: the rule engine refuses such a key after the acknowledgement was sent. What counts as HTML is inferred (I). */
export const keyIsRefused = (key: string): boolean => key === '' || key.length > 255 || /<[a-z!/]/i.test(key);
