import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLenient } from '../../../protocol/json/lenient.ts';
import { lenientForms } from '../../../protocol/json/problem.ts';
import { type JsonNode } from '../../../protocol/json/tree.ts';
import { compactText } from '../../../protocol/platform/stored-value.ts';
import { runs } from '../../support/fuzz.ts';

/** The form and the part of the text it is in. */
const forms: readonly (readonly [form: (typeof lenientForms)[number], text: string, part: string])[] = [
  ['comment', '{"a":1 // one\n}', '// one'],
  ['comment', '{"a":/* one */1}', '/* one */'],
  ['comment', '{"a":1} # end', '# end'],
  ['single-quotes', "{'a':1}", "'a'"],
  ['bare-word', '{"a":on}', 'on'],
  ['bare-word', '{"a":007}', '007'],
  ['semicolon', '{"a":1;"b":2}', ';'],
  ['equals', '{"a"=1}', '='],
  ['equals', '{"a"=>1}', '='],
  ['byte-order-mark', '\uFEFF{}', '\uFEFF'],
  ['control-character', '{"a":"x\ty"}', '\t'],
  ['escape', '{"a":"it\\\'s"}', "\\'"],
  ['extra-comma', '[1,,2]', ','],
  ['letter-case', '{"a":True}', 'True'],
  ['guard-prefix', ")]}'\n{}", ")]}'"],
];

describe('a form that is not JSON and passes', () => {
  it.each(forms)('%s: %j', (form, text, part) => {
    const { root, forms: found, broken } = readLenient(text);
    expect(root).toBeDefined();
    expect(broken).toBeUndefined();
    expect(found.map((one) => [one.form, text.slice(one.start, one.end)])).toEqual([[form, part]]);
  });

  it('is told once each, by place, for every form there is', () => {
    const { forms: found } = readLenient("{'a':on;'b'=off,}");
    expect(found.map(({ form }) => form)).toEqual(['single-quotes', 'bare-word', 'semicolon', 'equals']);
    expect(new Set(forms.map(([form]) => form))).toEqual(new Set(lenientForms));
  });
});

describe('where even the lenient reader gives up', () => {
  it.each([
    ['close-bracket-expected', '[1', ''],
    ['close-brace-expected', '{"a":1', ''],
    ['close-brace-expected', '{"a":1,', ''],
    ['comma-expected', '{"a":1 "b":2}', '"'],
    ['colon-expected', '{"a" 1}', '1'],
    ['name-expected', '{"a":1,}', '}'],
    ['value-expected', '{"a":}', '}'],
    ['end-expected', '{} x y', 'x y'],
    ['unclosed-string', '{"a":"b}', '"b}'],
    ['unicode-escape', '"\\u12"', '\\u'],
    ['escape', '"\\x"', '\\x'],
    ['comment', '{/* }', '/* }'],
    ['too-deep', '['.repeat(256), '['],
  ])('%s: %j', (expected, text, part) => {
    const { root, broken } = readLenient(text);
    expect(root).toBeUndefined();
    expect(broken?.expected).toBe(expected);
    expect(text.slice(broken?.start, broken?.end)).toBe(part);
  });
});

const plain = (node: JsonNode): unknown => {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
    case 'array':
      return node.items.map(plain);
    default:
      return node.value;
  }
};
const eachNode = (node: JsonNode, look: (node: JsonNode) => void): void => {
  look(node);
  if (node.kind === 'array') for (const item of node.items) eachNode(item, look);
  if (node.kind === 'object') for (const { value } of node.members) eachNode(value, look);
};

describe('any text', () => {
  const piece = fc.constantFrom(
    ...'{}[]:,"\'=;#/*\\ \n0-1e.truenlAb'.split(''),
    '"a"',
    '{"a":',
    '[1,',
    '//',
    '\\u00e9',
  );
  const nearJson = fc.tuple(fc.json(), fc.nat(), piece).map(([text, at, typed]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + typed + text.slice(place);
  });
  const anyText = fc.oneof(
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    nearJson,
    fc.string(),
  );

  it('of JSON reads as everybody reads it, each value in its place', () => {
    const property = fc.property(fc.json(), (text) => {
      const { root, forms: found } = readLenient(text);
      if (root === undefined) expect.fail('not read');
      expect(found).toEqual([]);
      expect(plain(root)).toEqual(JSON.parse(text));
      eachNode(root, ({ start, end, kind }) => {
        if (kind !== 'object' && kind !== 'array')
          expect(() => JSON.parse(text.slice(start, end)) as unknown).not.toThrow();
      });
      // Once compact, always compact.
      expect(compactText(readLenient(compactText(root)).root ?? root)).toBe(compactText(root));
    });
    fc.assert(property, { numRuns: runs(1_000) });
  });

  it('is JSON to everybody exactly where no form is named', () => {
    const property = fc.property(anyText, (text) => {
      const { root, forms: found, broken } = readLenient(text);
      expect(root === undefined).toBe(broken !== undefined);
      // Behind a null the platform reads nothing.
      if (text.trim() === '' || root?.kind === 'null') return;
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(root !== undefined && found.length === 0).toBe(isJson);
    });
    fc.assert(property, { numRuns: runs(10_000) });
  });
});
