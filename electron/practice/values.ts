/**
 * What becomes of the values of one record: the type cast of a default platform (facts B3, H22). Owns which value becomes
 * which type; says nothing about topics or about what is sent back.
 */
import { type StoredValue } from '../../protocol/practice.ts';
import { type Element, writeCompact } from './lenient-json.ts';
import { type NumberRules, storedNumber, type StoredAs } from './numbers.ts';

export type KeyedValue = Pick<StoredValue, 'key' | 'value' | 'type' | 'sentAs'>;

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

type Kept = Omit<KeyedValue, 'key'>;

const storedValue = (element: Exclude<Element, { kind: 'null' }>, rules: NumberRules): Kept | undefined => {
  switch (element.kind) {
    case 'string':
      return castString(element.value, rules);
    case 'number': {
      const stored = storedNumber(element.raw, rules);
      return stored === undefined || sameNumber(element.raw, stored) ? stored : { ...stored, sentAs: element.raw };
    }
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
const castString = (text: string, rules: NumberRules): Kept => {
  const number = looksNumeric(text) ? storedNumber(text, rules) : undefined;
  return number === undefined ? { type: 'string', value: text } : { ...number, sentAs: JSON.stringify(text) };
};

/** 21.50 and 21.5 are; 9007199254740993.1 and the double next to it are not, nor is a number that became a text. */
const sameNumber = (written: string, { value, type }: StoredAs): boolean =>
  type !== 'string' && (written === value || inDigits(written) === inDigits(value));

/** One spelling for each number: its digits without zeros at either end, and its power of ten. */
const inDigits = (written: string): string | undefined => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  return significant === ''
    ? '0'
    : `${sign}${significant}e${String(Number(exponent) - fraction.length + digits.length - significant.length)}`;
};

/** H24, B3: the rule engine refuses such a key after the acknowledgement was sent. What counts as HTML is inferred (I). */
export const keyIsRefused = (key: string): boolean => key === '' || key.length > 255 || /<[a-z!/]/i.test(key);
