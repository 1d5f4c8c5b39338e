/**
 * What the platform stores for a number, from its text: Java's BigDecimal and long, not 64-bit floats (facts B3). Owns the
 * arithmetic only; which texts count as numbers at all is in `stored-value.ts`.
 */
import { withoutEndZeros } from '../json/number.ts';
import { type StoredValue } from '../practice.ts';

export type StoredAs = Pick<StoredValue, 'type' | 'value'>;

/** How a version turns a number into a stored value. Where between 3.2 and today this changed is inferred (I). */
export type NumberRules = 'big-decimal' | 'double-or-long';

const longMin = -(2n ** 63n);
const longMax = 2n ** 63n - 1n;
/** More decimals than this are kept as text. */
const mostDecimals = 16;
/** The platform would build a text of that many zeros; what a server does then is unverified (U). */
const largestExponent = 10_000;

/** `undefined`: a conversion error. */
export const storedNumber = (written: string, rules: NumberRules): StoredAs | undefined =>
  rules === 'big-decimal' ? byBigDecimal(written) : byDoubleOrLong(written);

const byBigDecimal = (written: string): StoredAs | undefined => {
  const decimal = readDecimal(written);
  if (decimal === undefined) return undefined;
  // 1.0 stays a double; 1.5E2 is the long 150.
  const simpleDouble = written.includes('.') && !/e/i.test(written);
  if (!simpleDouble && decimal.scaleWithoutZeros <= 0) {
    const whole = wholeOf(decimal);
    return whole >= longMin && whole <= longMax
      ? { type: 'long', value: String(whole) }
      : { type: 'string', value: String(whole) };
  }
  if (decimal.scale <= mostDecimals) return double(written);
  return { type: 'string', value: plainText(decimal) };
};

/** 3.2 and before: a point makes a double, anything else must fit a long. */
const byDoubleOrLong = (written: string): StoredAs | undefined => {
  if (written.includes('.')) return double(written);
  if (!/^-?\d+$/.test(written)) return undefined;
  const whole = BigInt(written);
  return whole >= longMin && whole <= longMax ? { type: 'long', value: String(whole) } : undefined;
};

/** No sign on a zero: BigDecimal has none. */
const double = (written: string): StoredAs => ({ type: 'double', value: String(Number(written) + 0) });

/** `digits` times ten to the power of minus `scale`. */
type Decimal = { readonly digits: bigint; readonly scale: number; readonly scaleWithoutZeros: number };

const readDecimal = (written: string): Decimal | undefined => {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(written);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '' || Math.abs(Number(exponent)) > largestExponent) return undefined;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  const zeros = whole.length + fraction.length - withoutEndZeros(whole + fraction).length;
  return { digits, scale, scaleWithoutZeros: digits === 0n ? 0 : scale - zeros };
};

const wholeOf = ({ digits, scale }: Decimal): bigint =>
  scale <= 0 ? digits * 10n ** BigInt(-scale) : digits / 10n ** BigInt(scale);

const plainText = ({ digits, scale }: Decimal): string => {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits)
    .replace('-', '')
    .padStart(scale + 1, '0');
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
};

/** A `ts` in JSON (H19, H21), in ms; `undefined` where the platform cannot read it. Seconds and the future pass. */
export const instantOf = (written: string, kind: 'number' | 'string'): number | undefined => {
  if (kind === 'string') {
    if (!/^[+-]?\d+$/.test(written)) return undefined;
    const value = BigInt(written.replace('+', ''));
    return value >= longMin && value <= longMax ? Number(value) : undefined;
  }
  const decimal = readDecimal(written);
  return decimal === undefined ? undefined : Number(BigInt.asIntN(64, wholeOf(decimal)));
};
