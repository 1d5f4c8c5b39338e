import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survivesAsFloat } from '../../../protocol/json/number.ts';
import { importLimits, parseJson } from '../../../protocol/json/parse.ts';
import { type JsonNode, memberOf } from '../../../protocol/json/tree.ts';
import { runs } from '../../support/fuzz.ts';

const plain = (node: JsonNode): unknown => {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
  return node.kind === 'array' ? node.items.map(plain) : node.value;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('a JSON text', () => {
  it('is read with the place of every key and value', () => {
    const text = '{\n  "ts": "1609",\n  "values": {"SDR": 1.50}\n}';
    const { root, strict, locate } = parseJson(text);
    expect(strict).toBe(true);
    if (root?.kind !== 'object') throw new Error('no object');
    const values = memberOf(root, 'values')?.value;
    if (values?.kind !== 'object') throw new Error('no values');
    const sdr = memberOf(values, 'SDR')!;
    expect(text.slice(sdr.keyStart, sdr.keyEnd)).toBe('"SDR"');
    expect(sdr.value).toMatchObject({ kind: 'number', raw: '1.50', value: 1.5 });
    expect(locate(sdr.value.start)).toEqual({ line: 3, column: 21 });
  });

  it.each([
    ['{"a":1', 'close-brace-expected', 1, 7],
    ['{"a":1,}', 'name-expected', 1, 8],
    ['{"a" 1}', 'colon-expected', 1, 6],
    ['{"a":}', 'value-expected', 1, 6],
    ['{\n"a":1\n"b":2}', 'comma-expected', 3, 1],
    ['[1,2', 'close-bracket-expected', 1, 5],
    ['{} x', 'symbol', 1, 4],
    ['{} {}', 'end-expected', 1, 4],
    ['{"a":"x\n"}', 'unclosed-string', 1, 6],
    ['{"a":"\\q"}', 'escape', 1, 6],
    ['{"a":"\\u12"}', 'unicode-escape', 1, 6],
    ['{"a":1.}', 'number-form', 1, 6],
    ['{"a":"\t"}', 'control-character', 1, 6],
  ])('%j says what is wrong at its place', (text, expected, line, column) => {
    const { problems, strict, locate } = parseJson(text);
    expect(strict).toBe(false);
    const first = problems[0]!;
    expect(first).toMatchObject({ code: 'syntax', expected });
    expect(locate(first.start)).toEqual({ line, column });
  });

  it.each([
    ["{'a':1}", 'single-quotes'],
    ['{a:1}', 'bare-word'],
    ['{"a":1; "b":2}', 'semicolon'],
    ['{"a"="b"}', 'equals'],
    ['{"a":1} // note', 'comment'],
    ['\uFEFF{"a":1}', 'byte-order-mark'],
  ])('%j is no JSON but in a form that the platform lets by', (text, lenient) => {
    const { problems, strict } = parseJson(text);
    expect(strict).toBe(false);
    expect(problems[0]).toMatchObject({ code: 'syntax', lenient });
  });

  it('shows what stands before the place where it was cut', () => {
    const { root } = parseJson('{"H":"60","mode":"2","TH":"30.4');
    if (root?.kind !== 'object') throw new Error('no object');
    expect(memberOf(root, 'mode')?.value).toMatchObject({ kind: 'string', value: '2' });
  });

  it('reports each repeated key and keeps all of them, the last one counting', () => {
    const { root, problems, strict, locate } = parseJson('{"H":"1",\n"H":"2"}');
    expect(strict).toBe(true);
    expect(problems).toMatchObject([{ code: 'duplicate-key', key: 'H' }]);
    expect(locate(problems[0]!.start)).toEqual({ line: 2, column: 1 });
    if (root?.kind !== 'object') throw new Error('no object');
    expect(root.members).toHaveLength(2);
    expect(memberOf(root, 'H')?.value).toMatchObject({ value: '2' });
  });

  it('takes __proto__ and constructor as names like any other', () => {
    const { root } = parseJson('{"__proto__":{"polluted":1},"constructor":2}');
    if (root?.kind !== 'object') throw new Error('no object');
    expect(root.members.map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('gives empty text its own problem', () => {
    expect(parseJson(' \n ').problems).toMatchObject([{ code: 'empty' }]);
  });
});

describe('numbers that lose digits', () => {
  it.each([
    '9007199254740993',
    '1e400',
    '-1e400',
    '1e-400',
    '0.1000000000000000055511151231257827',
    '123456789012345678901',
  ])('%s is found', (raw) => {
    expect(parseJson(`[${raw}]`).problems).toMatchObject([
      { code: 'precision-lost', raw, stored: String(Number(raw)) },
    ]);
  });

  it.each([
    '0',
    '-0',
    '1.50',
    '0.1',
    '1e3',
    '9007199254740992',
    '1609144280398',
    '22.540456',
    '1E+2',
    '0e0',
    '100000000000000000000',
  ])('%s is not among them', (raw) => {
    expect(parseJson(`[${raw}]`).problems).toEqual([]);
  });

  it('agrees with exact arithmetic on whole numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), (number) => {
        expect(survivesAsFloat(String(number))).toBe(BigInt(Number(number)) === number);
      }),
      { numRuns: runs(10_000) },
    );
  });
});

describe('limits', () => {
  it('stops at 32 levels, however they are made', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(32)).strict).toBe(true);
    expect(parseJson(nested(33)).problems).toEqual([{ code: 'too-deep', limit: 32, start: 32, end: 33 }]);
  });

  it.each([
    ['a million brackets', '['.repeat(1_000_000)],
    ['a million braces', '{"a":'.repeat(1_000_000)],
    ['wrong closing brackets', '[},'.repeat(500_000)],
    ['brackets after a broken string', `"\n${'['.repeat(1_000_000)}`],
  ])('survives %s', (_what, text) => {
    expect(parseJson(text).problems[0]?.code).toMatch(/too-deep|syntax/);
  });

  it('does not count brackets inside strings', () => {
    expect(parseJson(JSON.stringify('['.repeat(1_000))).strict).toBe(true);
  });

  it.each([
    ['too-large', '[1,2,3,4]', { textChars: 8 }],
    ['too-many-keys', '{"a":1,"b":2,"c":{"d":1}}', { keys: 3 }],
    ['string-too-long', '{"a":"12345"}', { stringChars: 4 }],
    ['string-too-long', '{"12345":1}', { stringChars: 4 }],
  ])('refuses what is %s', (code, text, limit) => {
    expect(parseJson(text, { ...importLimits, ...limit }).problems).toMatchObject([{ code }]);
  });

  it('counts the problems it does not list', () => {
    const { problems, unlisted } = parseJson(`[${'x,'.repeat(3_000)}1]`);
    expect(problems).toHaveLength(1_000);
    expect(unlisted).toBeGreaterThan(1_000);
  });
});

describe('any text', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const { root, strict } = parseJson(text);
        expect(strict).toBe(true);
        // Compared as text: `toEqual` would not see an own __proto__.
        expect(JSON.stringify(plain(root!))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: runs(3_000) },
    );
  });

  it('is JSON exactly when JSON.parse takes it', () => {
    const nearly = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '{', ']', "'", ':', '0', '\\', '\n', ' ', 'e', '-'),
      )
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseJson(text).strict).toBe(isJson(text));
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('never throws', () => {
    const soup = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', "'", '\\', '1', 'a', '\n', '/', '*', '-', '.'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(soup, (text) => {
        const { problems } = parseJson(text);
        for (const { start, end } of problems) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: runs(10_000) },
    );
  });
});
