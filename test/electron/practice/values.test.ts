import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLenientJson } from '../../../electron/practice/lenient-json.ts';
import { type NumberRules } from '../../../protocol/platform/numbers.ts';
import { storedValues } from '../../../electron/practice/values.ts';
import { isAltered } from '../../../protocol/practice.ts';

/** `long 60`; `skipped` for a value that is not kept, `error` for one that cannot be converted. */
const stored = (json: string, rules: NumberRules = 'big-decimal'): string => {
  const read = readLenientJson(`{"k":${json}}`);
  if (read?.kind !== 'object') throw new Error('the test is wrong');
  const values = storedValues(read.members, rules);
  if (values === undefined) return 'error';
  const [value] = values;
  return value === undefined ? 'skipped' : `${value.type} ${value.value}`;
};

/** Facts B3, row by row. */
const cast: readonly (readonly [string, string])[] = [
  ['"60"', 'long 60'],
  ['"6.80"', 'double 6.8'],
  ['"22.540456"', 'double 22.540456'],
  ['"-5"', 'long -5'],
  ['"00006500"', 'long 6500'],
  ['"0123456789"', 'long 123456789'],
  ['"000012300007"', 'long 12300007'],
  ['"010000000000000000000000"', 'string 10000000000000000000000'],
  ['"-0"', 'long 0'],
  ['"-0.0"', 'double 0'],
  ['".5"', 'double 0.5'],
  ['"-.5"', 'double -0.5'],
  ['"9223372036854775807"', 'long 9223372036854775807'],
  ['"9223372036854775808"', 'string 9223372036854775808'],
  ['"-9223372036854775808"', 'long -9223372036854775808'],
  ['"0.0000000000000001"', 'double 1e-16'],
  ['"0.00000000000000001"', 'string 0.00000000000000001'],
  ['1', 'long 1'],
  ['1.0', 'double 1'],
  ['42.0', 'double 42'],
  ['1e3', 'long 1000'],
  ['1.5E2', 'long 150'],
  ['1.25e1', 'double 12.5'],
  ['-0', 'long 0'],
  ['9223372036854775808', 'string 9223372036854775808'],
  ['1e-17', 'string 0.00000000000000001'],
  ['1e400', `string 1${'0'.repeat(400)}`],
  ['true', 'boolean true'],
  ['null', 'skipped'],
  ['{"0":0,"1":"6.80","x":null}', 'json {"0":0,"1":"6.80","x":null}'],
  ['["007"]', 'json ["007"]'],
];

const kept = [
  '010CE735CA7C271E21FFFFFF',
  '1,0',
  '3,0,1',
  '30.40,42.4',
  '',
  '+5',
  '1e5',
  '5.',
  ' 5',
  '5 ',
  'NaN',
  'true',
  '-',
  '.',
  '-.',
  '1.2.3',
  '0x10',
];

describe('the type cast of a default platform (rule 22)', () => {
  it.each(cast)('stores %s as %s', (json, expected) => {
    expect(stored(json)).toBe(expected);
  });

  it.each(kept)('keeps the text "%s"', (text) => {
    expect(stored(JSON.stringify(text))).toBe(`string ${text}`);
  });

  it('makes of any digits their number without leading zeros, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1 }), (digits) => {
        expect(stored(`"${digits}"`).replace(/^(long|string) /, '')).toBe(String(BigInt(digits)));
      }),
    );
  });

  it.each([
    ['1e3', 'error'],
    ['9223372036854775808', 'error'],
    ['1.5E2', 'double 150'],
    ['"010000000000000000000000"', 'string 010000000000000000000000'],
    ['"00006500"', 'long 6500'],
  ])('stores %s as %s on 3.2 and before', (json, expected) => {
    expect(stored(json, 'double-or-long')).toBe(expected);
  });
});

describe('a value that cannot be converted', () => {
  it('takes the rest of its record with it', () => {
    const read = readLenientJson('{"a":1,"b":1e3}');
    expect(read?.kind === 'object' && storedValues(read.members, 'double-or-long')).toBeUndefined();
  });

  it.each(['1e99999999', '1e-99999999'])('is also an exponent like in %s', (json) => {
    expect(stored(json)).toBe('error');
  });
});

describe('what was sent stands beside what was stored', () => {
  const sentAs = (json: string, rules: NumberRules = 'big-decimal'): unknown => {
    const read = readLenientJson(`{"k":${json}}`);
    if (read?.kind !== 'object') throw new Error('the test is wrong');
    const [value] = storedValues(read.members, rules) ?? [];
    return value === undefined ? 'nothing' : [value.sentAs, isAltered({ node: 'n', ts: 0, ...value })];
  };

  it.each([
    // The cast took something away: reading the value no longer tells what was sent.
    ['"00006500"', ['"00006500"', true]],
    ['"6.80"', ['"6.80"', true]],
    ['"-0"', ['"-0"', true]],
    ['123456789.12345678901', ['123456789.12345678901', true]],
    ['1e-17', ['1e-17', true]],
    // Another type, the same digits.
    ['"60"', ['"60"', false]],
    ['9223372036854775808', ['9223372036854775808', false]],
    // As it was sent, in another spelling at most.
    ['60', [undefined, false]],
    ['1.50', [undefined, false]],
    ['-0.0', [undefined, false]],
    ['1.5E2', [undefined, false]],
    ['0.0000001', [undefined, false]],
    ['"SN1"', [undefined, false]],
    ['"010CE735"', [undefined, false]],
    ['true', [undefined, false]],
    ['{"0": "007"}', [undefined, false]],
    ['null', 'nothing'],
  ])('%s', (json, expected) => {
    expect(sentAs(json)).toEqual(expected);
  });
});
