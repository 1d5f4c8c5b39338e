import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLenientJson, writeCompact } from '../../../electron/practice/lenient-json.ts';
import { runs } from '../../support/fuzz.ts';

/** Read and written again in the compact form, `undefined` where the platform refuses the text. */
const compact = (text: string): string | undefined => {
  const read = readLenientJson(text);
  return read === undefined ? undefined : writeCompact(read);
};

describe('what the platform takes though it is no JSON (rule 23)', () => {
  it.each([
    ['single quotes', "{'a':'b'}", '{"a":"b"}'],
    ['bare names', '{a:1}', '{"a":1}'],
    ['bare words', '{"a":hello}', '{"a":"hello"}'],
    ['a number with leading zeros, as a word', '{"a":007}', '{"a":"007"}'],
    ['a number that ends in a point, as a word', '{"a":5.}', '{"a":"5."}'],
    ['comments of three kinds', '{/* x */"a":1, // y\n"b":2, # z\n"c":3}', '{"a":1,"b":2,"c":3}'],
    ['semicolons', '{"a":1;"b":[1;2]}', '{"a":1,"b":[1,2]}'],
    ['equals signs and arrows', '{"a"=1,"b"=>2}', '{"a":1,"b":2}'],
    ['a byte order mark', '\uFEFF{"a":1}', '{"a":1}'],
    ['words in capitals', '{"a":TRUE,"b":Null}', '{"a":true,"b":null}'],
    ['nothing between commas', '[1,,2]', '[1,null,2]'],
    ['a comma behind the last item', '[1,]', '[1,null]'],
    ['a line break inside a string', '{"a":"x\ny"}', '{"a":"x\\ny"}'],
    ['a prefix against script inclusion', ")]}'\n{}", '{}'],
    ['a name that comes twice: the last one wins', '{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
    ['__proto__, which is a name like any other', '{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
    ['nothing at all, as null', '', 'null'],
    ['only a comment, as null', '// nothing', 'null'],
    ['null with anything behind it', 'null xyz', 'null'],
  ])('%s', (_, text, expected) => {
    expect(compact(text)).toBe(expected);
  });
});

describe('what the platform refuses', () => {
  it.each([
    ['an object that does not end', '{"a":1'],
    ['a string that does not end', '{"a":"b'],
    ['an array that does not end', '[1,2'],
    ['a comment that does not end', '{/* "a":1}'],
    ['a comma behind the last member', '{"a":1,}'],
    ['a name without a value', '{"a"}'],
    ['a member without a value', '{"a":}'],
    ['an unknown escape', '{"a":"\\x"}'],
    ['an escape cut short', '{"a":"\\u12"}'],
    ['two values', '{} {}'],
    ['a bracket of the wrong kind', '{"a":[1}'],
    ['256 levels', '['.repeat(256) + ']'.repeat(256)],
    ['a million levels', '['.repeat(1_000_000)],
  ])('%s', (_, text) => {
    expect(compact(text)).toBeUndefined();
  });

  it('takes 255 levels', () => {
    expect(compact('['.repeat(255) + ']'.repeat(255))).toBeDefined();
  });
});

describe('JSON that is JSON', () => {
  it('is read like everybody reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(compact(text) ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is written without white space, numbers and strings as they came', () => {
    expect(compact('{ "0": 0, "1": "6.80", "n": 1.50e3 }')).toBe('{"0":0,"1":"6.80","n":1.50e3}');
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,;=\'"\\/*#u0a1.e- \n')) }), (text) => {
        compact(text);
      }),
      { numRuns: runs(10_000) },
    );
  });
});
