/** Whether a number written in JSON survives a reader of 64-bit floats: compares decimal digits, never floats. */

/** Sign, digits without leading and trailing zeros, and the power of ten of the last digit. */
const decimal = (written: string): string => {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written);
  if (match === null) return written;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutEndZeros(digits);
  if (significant === '') return '0';
  return `${sign}${significant}e${String(Number(exponent) - fraction.length + (digits.length - significant.length))}`;
};

/** `/0+$/` would look at each run of zeros again from each of its zeros: seconds for a long number. */
export const withoutEndZeros = (digits: string): string => {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
};

/** `9007199254740993` and `1e400` do not survive; `1.50` does. */
export const survivesAsFloat = (written: string): boolean => {
  // 15 digits always survive: the usual case without taking the number apart.
  if (written.length <= 15 && /^-?\d+$/.test(written)) return true;
  return decimal(written) === decimal(String(Number(written)));
};
