/**
 * What becomes of the values of one record: the type cast of a default platform (facts B3, H22). Owns which value becomes
 * which type; says nothing about topics or about what is sent back.
 */
import { withoutEndZeros } from '../../protocol/json/number.ts';
import { type NumberRules, storedNumber, type StoredAs } from '../../protocol/platform/numbers.ts';
import { storedString } from '../../protocol/platform/stored-value.ts';
import { type StoredValue } from '../../protocol/practice.ts';
import { type Element, writeCompact } from './lenient-json.ts';

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

/** H22: a text that looks like a number is stored as that number; leading zeros are lost. */
const castString = (text: string, rules: NumberRules): Kept => {
  const stored = storedString(text, rules);
  return stored.type === 'string' && stored.value === text ? stored : { ...stored, sentAs: JSON.stringify(text) };
};

/** 21.50 and 21.5 are; 9007199254740993.1 and the double next to it are not, nor is a number that became a text. */
const sameNumber = (written: string, { value, type }: StoredAs): boolean =>
  type !== 'string' && (written === value || inDigits(written) === inDigits(value));

/** One spelling for each number: its digits without zeros at either end, and its power of ten. */
const inDigits = (written: string): string | undefined => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = withoutEndZeros(digits);
  return significant === ''
    ? '0'
    : `${sign}${significant}e${String(Number(exponent) - fraction.length + digits.length - significant.length)}`;
};
