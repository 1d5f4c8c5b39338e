import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decoded, type Field } from '../../../protocol/profile/annotation.ts';
import { decode, type DecodeOptions } from '../../../protocol/profile/decode.ts';
import { defaultProfile } from '../../../protocol/profiles/index.ts';
import { runs } from '../../support/fuzz.ts';

const { profile } = defaultProfile();
const vendor = (name: string) => readFileSync(new URL(`../../fixtures/vendor/${name}.json`, import.meta.url), 'utf8');
const read = (text: string, options: Omit<DecodeOptions, 'profile'> = {}): Decoded =>
  decode(text, { profile, ...options });
const fieldsOf = (decoded: Decoded): readonly Field[] => decoded.entries.flatMap(({ fields }) => fields);
const at = (decoded: Decoded, path: string): Field => {
  const field = fieldsOf(decoded).find((one) => one.path === path);
  if (field === undefined) throw new Error(`no ${path}`);
  return field;
};
const codes = (field: Field) => field.notes.map(({ code }) => code);
const problems = ({ warnings, errors }: Decoded) => ({
  warnings: warnings.map(({ code }) => code),
  errors: errors.map(({ code }) => code),
});

describe("the vendor's heartbeat", () => {
  const heartbeat = read(vendor('heartbeat'));

  it('is a telemetry payload of one node at its time', () => {
    expect(heartbeat.shape).toBe('telemetry');
    expect(heartbeat.entries).toMatchObject([
      { node: 'WG12345678', ts: { raw: '1609145640724', at: 1_609_145_640_724, utc: '2020-12-28T08:54:00.724Z' } },
    ]);
    expect(problems(heartbeat)).toEqual({ warnings: [], errors: [] });
  });

  it('has a label, a source, a confidence and evidence in both languages for every key and every index', () => {
    const values = (JSON.parse(vendor('heartbeat')) as Record<string, { values: Record<string, unknown> }[]>)[
      'WG12345678'
    ]![0]!.values;
    const indices = Object.keys(values['power'] as object).map((index) => `power.${index}`);
    for (const path of [...Object.keys(values), ...indices]) {
      const field = at(heartbeat, path);
      expect(field.source, path).not.toBe('unknown');
      for (const text of [field.label, field.evidence, field.sourceTitle]) {
        expect(text?.zh, path).toMatch(/\p{Script=Han}|SDR|YunParking/u);
        expect(text?.en, path).not.toMatch(/\p{Script=Han}/u);
      }
      expect(field.confidence, path).toBeDefined();
    }
  });

  it('shows raw beside value, and the text each came from', () => {
    const voltage = at(heartbeat, 'power.1');
    expect(voltage).toMatchObject({
      raw: '6.80',
      value: 6.8,
      unit: 'V',
      status: 'ok',
      form: 'string',
      parent: 'power',
    });
    const { key, value } = voltage.text!;
    expect(vendor('heartbeat').slice(key!.start, key!.end)).toBe('"1"');
    expect(vendor('heartbeat').slice(value.start, value.end)).toBe('"6.80"');
    expect(value.line).toBe(19);
  });

  it('claims nothing documented but what the vendor printed', () => {
    const documented = fieldsOf(heartbeat).filter(({ source }) => source === 'documented');
    expect(documented.map(({ path }) => path)).toEqual(['power']);
  });

  it('says with power 0 = 0 that the other readings may be old, without calling them wrong', () => {
    expect(at(heartbeat, 'power.0')).toMatchObject({ value: 'stale', code: 0, status: 'note' });
    expect(codes(at(heartbeat, 'power.0'))).toEqual(['marks-stale']);
    expect(at(heartbeat, 'power.14')).toMatchObject({
      status: 'ok',
      notes: [{ code: 'stale', level: 'info', parameters: { by: 'power.0' } }],
    });
    const fresh = read('{"0":1,"1":"6.80"}');
    expect(fieldsOf(fresh).flatMap(codes)).toEqual([]);
  });

  it('takes the items of a list apart, each with its place in the text', () => {
    const humidity = at(heartbeat, 'TH.1');
    expect(humidity).toMatchObject({ raw: '42.4', value: 42.4, unit: '%RH', parent: 'TH', form: 'item' });
    const { start, end } = humidity.text!.value;
    expect(vendor('heartbeat').slice(start, end)).toBe('42.4');
    expect(at(heartbeat, 'mFifo.backlog')).toMatchObject({ value: 0, form: 'derived', raw: '618 - 618' });
  });
});

describe("the vendor's terminal", () => {
  const terminal = read(vendor('terminal'));

  it('shows both layouts of da, undecided, with evidence', () => {
    const { frame } = at(terminal, 'da');
    expect(frame).toMatchObject({ decided: null, framesSeen: 1, framesNeeded: 20, lengthBytes: 12 });
    expect(frame!.layouts.map(({ id, shortfall, gaps }) => [id, shortfall, gaps])).toEqual([
      ['L', 0, []],
      ['B', 0, []],
    ]);
    for (const field of frame!.layouts.flatMap(({ fields }) => fields)) {
      expect(field.evidence, field.path).toBeDefined();
      expect(field.raw, field.path).toMatch(/^[0-9A-F]+$/);
    }
    expect(frame!.unknown).toMatchObject({ start: 0, end: 12, source: 'unknown', raw: '010CE735CA7C271E21FFFFFF' });
  });

  it('gives a rival reading the value it would have', () => {
    const v2 = at(terminal, 'da').frame!.layouts[1]!.fields.find(({ path }) => path === 'da.v2')!;
    expect(v2.alternatives.map(({ value, unit }) => [value, unit])).toEqual([
      [317.83, 'deg'],
      [1010.8, 'hPa'], // 7C 27, little endian, a tenth
    ]);
  });

  it('keeps the zeros of the serial number and says what a default platform makes of them', () => {
    expect(at(terminal, 'SN')).toMatchObject({
      value: '00006500',
      status: 'note',
      notes: [{ code: 'cast-by-platform', parameters: { stored: '6500' } }],
    });
  });

  it('computes how long the gateway kept the frame', () => {
    expect(at(terminal, 'T.delay')).toMatchObject({ value: 43, unit: 'ms' });
    expect(at(terminal, 'T')).toMatchObject({ value: 1_609_144_280_355, utc: '2020-12-28T08:31:20.355Z' });
  });
});

describe('what a text is', () => {
  it.each([
    ['010CE735CA7C271E21FFFFFF', 'frame'],
    ['01 0c e7 35', 'frame'],
    ['12345678', 'frame'],
    ['"010CE735"', 'frame'],
    ['{"0":0,"1":"6.80"}', 'index-map'],
    ['{"H":"60"}', 'values'],
    ['{"power":{"0":0}}', 'values'],
    ['{"anything":1}', 'values'],
    ['{"ts":1609145640724,"values":{"H":"60"}}', 'entry'],
    ['[{"ts":1609145640724,"values":{"H":"60"}}]', 'entry'],
    ['{"N":[{"ts":"1609145640724","values":{"H":"60"}}]}', 'telemetry'],
    ['{"N":[{"H":"60"}]}', 'telemetry'],
    ['{"N":{"H":"60"}}', 'attributes'],
    ['{"device":"WG12345678"}', 'connect'],
    ['{"device":"WG12345678","type":"GP1109N"}', 'connect'],
    ['[1,2]', 'json'],
    ['true', 'json'],
    ['', 'nothing'],
    ['hello', 'nothing'],
  ])('%s is read as %s', (text, shape) => {
    expect(read(text).shape).toBe(shape);
  });

  it('follows the topic where a text could be two things', () => {
    expect(read('{"H":{"a":1}}').shape).toBe('values');
    expect(read('{"H":{"a":1}}', { topic: 'v1/gateway/attributes' }).shape).toBe('attributes');
    expect(read('{"1":[{"H":"60"}]}', { topic: 'v1/gateway/telemetry' }).shape).toBe('telemetry');
  });

  it.each([
    ['010CE7G5', 'bad-hex-digit', 1, 7],
    ['01 0C\nE', 'odd-hex-digits', 2, 1],
    ['  ', 'empty', 1, 1],
    ['{', 'syntax', 1, 2],
    ['\n hello', 'not-readable', 2, 2],
  ])('says where %j goes wrong', (text, code, line, column) => {
    expect(read(text).errors[0]).toMatchObject({ code, text: { line, column } });
  });
});

describe('parts of a payload', () => {
  it('reads a bare power map under the name of the map', () => {
    const decoded = read('{"1":"6.80","77":"5"}');
    expect(fieldsOf(decoded).map(({ path, source, value }) => [path, source, value])).toEqual([
      ['power', 'documented', undefined],
      ['power.1', 'related-code', 6.8],
      ['power.77', 'unknown', '5'],
    ]);
    expect(at(decoded, 'power').text).not.toHaveProperty('key');
  });

  it('reads attributes without a time', () => {
    const decoded = read('{"WG12345678":{"H":"60","fw":"1.2"}}');
    expect(decoded.entries).toMatchObject([{ node: 'WG12345678', ts: null }]);
    expect(at(decoded, 'fw')).toMatchObject({ source: 'unknown', status: 'unknown', value: '1.2' });
  });

  it('reads connect for the node it names', () => {
    const decoded = read('{"device":"WG12345678/sf_2_0_340000","type":"sf"}');
    expect(decoded.entries[0]!.node).toBe('WG12345678/sf_2_0_340000');
    expect(fieldsOf(decoded).map(({ path, status, source }) => [path, status, source])).toEqual([
      ['device', 'ok', 'inferred'],
      ['type', 'ok', 'inferred'],
    ]);
  });

  it('reads a pasted frame as the data of the node it is given', () => {
    const decoded = read(' 010CE735CA7C271E21FFFFFF\n', { node: 'WG12345678/sf_2_0_340000' });
    expect(decoded.entries).toMatchObject([{ node: 'WG12345678/sf_2_0_340000', ts: null }]);
    expect(at(decoded, 'da').text!.value).toEqual({ start: 1, end: 25, line: 1, column: 2 });
    expect(at(decoded, 'da').frame!.layouts).toHaveLength(2);
  });

  it('shows a frame of a node without a layout as unknown bytes', () => {
    const decoded = read('0102', { node: 'WG12345678' });
    expect(at(decoded, 'frame')).toMatchObject({
      source: 'unknown',
      frame: { layouts: [], unknown: { start: 0, end: 2 } },
    });
    expect(codes(at(decoded, 'frame'))).toEqual(['no-layout']);
  });

  it('shows a truncated frame up to the cut', () => {
    const decoded = read('010CE7', { node: 'WG12345678/sf_2_0_340000' });
    expect(codes(at(decoded, 'da'))).toEqual(['length-unexpected']);
    const b = at(decoded, 'da').frame!.layouts.find(({ id }) => id === 'B')!;
    expect(b).toMatchObject({ shortfall: 9, missing: ['da.v1', 'da.v2', 'da.v3', 'da.pad'] });
    expect(b.fields.map(({ path, value }) => [path, value])).toEqual([
      ['da.type', 1],
      ['da.batt', 3303],
    ]);
  });

  it('weighs all frames of a node in a payload together', () => {
    const entries = Array.from({ length: 20 }, (_, i) => ({
      ts: String(1_609_144_280_398 + i * 60_000),
      values: { da: `010C${(0xe7 - i * 3).toString(16)}35CA7C271E21FFFFFF` },
    }));
    const decoded = read(
      JSON.stringify({ 'WG12345678/sf_2_0_340000': entries, 'WG12345678/sf_2_0_340001': [entries[0]] }),
    );
    const seen = decoded.entries.map(({ fields }) => [fields[0]!.frame!.framesSeen, fields[0]!.frame!.decided]);
    expect(seen.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => [20, 'B']));
    expect(seen[20]).toEqual([1, null]);
  });

  it('counts earlier frames that the caller knows', () => {
    const earlierFrames = Array.from({ length: 19 }, (_, i) =>
      Uint8Array.of(1, 0x0c, i, 2, 3, 4, 5, 6, 7, 255, 255, 255),
    );
    const decoded = read('010CE735CA7C271E21FFFFFF', { node: 'WG12345678/sf_2_0_340000', earlierFrames });
    expect(at(decoded, 'da').frame).toMatchObject({ framesSeen: 20, decided: 'B' });
  });
});

describe('values that are not what they should be', () => {
  it.each([
    ['H', '"sixty"', 'not-a-number', 'error'],
    ['H', '"60.5"', 'not-an-integer', 'error'],
    ['H', '"0"', 'below-range', 'error'],
    ['H', '86401', 'above-range', 'error'],
    ['H', '"9007199254740993"', 'precision-lost', 'error'],
    ['H', '9007199254740993', 'precision-lost', 'error'],
    ['H', 'true', 'wrong-json-type', 'error'],
    ['H', 'null', 'wrong-json-type', 'error'],
    ['H', '{"a":1}', 'wrong-json-type', 'error'],
    ['boxSta', '"7"', 'code-unknown', 'note'],
    ['boxSta', '"open"', 'not-a-number', 'error'],
    ['TH', '"30.4"', 'items-missing', 'note'],
    ['TH', '"30.4,42.4,1"', 'items-extra', 'note'],
    ['TH', '[30.4,42.4]', 'wrong-json-type', 'error'],
    ['power', '"6.80"', 'wrong-json-type', 'error'],
    ['Lat', '"91"', 'above-range', 'error'],
    ['SN', '6500', 'digits-lost', 'error'],
    ['da', '10', 'digits-lost', 'error'],
    ['da', '"01X2"', 'bad-hex-digit', 'error'],
    ['da', '"010"', 'odd-hex-digits', 'error'],
    ['da', '""', 'no-value', 'note'],
    ['da', '"000012300007"', 'cast-by-platform', 'note'],
    ['T', '"1609144280"', 'seconds-not-ms', 'note'],
    ['T', '"now"', 'not-a-number', 'error'],
    ['T', '"99999999999999999"', 'above-range', 'error'],
  ])('%s: %s gets the note %s', (key, value, code, status) => {
    const field = at(read(`{${JSON.stringify(key)}:${value}}`), key);
    expect(codes(field)).toContain(code);
    expect(field.status).toBe(status);
  });

  it.each(['60', '"60"', '"+60"', '6e1', '"60.0"'])('a heartbeat period of %s is sixty', (value) => {
    expect(at(read(`{"H":${value}}`), 'H')).toMatchObject({ value: 60, status: 'ok' });
  });

  it('keeps what it cannot read beside what it can', () => {
    const decoded = read('{"TH":"abc,42.4,x"}');
    expect(at(decoded, 'TH')).toMatchObject({ value: [null, 42.4, 'x'], raw: 'abc,42.4,x' });
    expect(at(decoded, 'TH.2')).toMatchObject({ source: 'unknown', value: 'x' });
  });

  it('says when the backlog is negative', () => {
    expect(at(read('{"mFifo":"5,618,1,1"}'), 'mFifo.backlog')).toMatchObject({ value: -613, status: 'note' });
  });

  it('gives no range or backlog where there is nothing to compute', () => {
    expect(fieldsOf(read('{"mFifo":"x,618"}')).map(({ path }) => path)).toEqual(['mFifo', 'mFifo.0', 'mFifo.1']);
  });

  it('quotes a name that would read as a path', () => {
    expect(fieldsOf(read('{"H":1,"a.b":{"c":1},"":2}')).map(({ path }) => path)).toEqual(['H', '["a.b"]', '[""]']);
  });

  it('takes __proto__ as a name like any other', () => {
    const decoded = read(
      '{"WG12345678":[{"ts":1609144280398,"values":{"__proto__":{"x":1},"power":{"__proto__":1}}}]}',
    );
    expect(fieldsOf(decoded).map(({ path, source }) => [path, source])).toEqual([
      ['__proto__', 'unknown'],
      ['power', 'documented'],
      ['power.__proto__', 'unknown'],
    ]);
  });

  it('keeps the last of two equal keys, as the platform does, and warns', () => {
    const decoded = read('{"H":"1","H":"2"}');
    expect(fieldsOf(decoded).map(({ value }) => value)).toEqual([2]);
    expect(decoded.warnings).toMatchObject([{ code: 'duplicate-key', text: { line: 1, column: 10 } }]);
  });
});

describe('payloads that are not what they should be', () => {
  const node = 'WG12345678';
  it.each([
    [`{"${node}":[]}`, { warnings: ['node-empty'], errors: [] }],
    [`{"${node}":[1]}`, { warnings: [], errors: ['entry-not-an-object'] }],
    [`{"${node}":{"ts":1}}`, { warnings: [], errors: ['node-not-an-array'] }],
    [`{"${node}":[{"ts":"abc","values":{"H":1}}]}`, { warnings: [], errors: ['ts-not-a-time'] }],
    [`{"${node}":[{"ts":"1609144280398.0","values":{"H":1}}]}`, { warnings: [], errors: ['ts-not-a-time'] }],
    [`{"${node}":[{"ts":null,"values":{"H":1}}]}`, { warnings: [], errors: ['ts-not-a-time'] }],
    [`{"${node}":[{"ts":1609144280,"values":{"H":1}}]}`, { warnings: ['ts-in-seconds'], errors: [] }],
    [`{"${node}":[{"ts":1.609144280398E12,"values":{"H":1}}]}`, { warnings: [], errors: [] }],
    [`{"${node}":[{"ts":1609144280398}]}`, { warnings: ['entry-incomplete'], errors: [] }],
    [`{"${node}":[{"values":{"H":1}}]}`, { warnings: ['entry-incomplete'], errors: [] }],
    [`{"${node}":[{"ts":1609144280398,"values":[1]}]}`, { warnings: [], errors: ['values-not-an-object'] }],
    [`{"${node}":[{"H":1}]}`, { warnings: [], errors: [] }],
    [`{"other":[{"H":1}]}`, { warnings: ['node-not-in-profile'], errors: [] }],
    [`{"${node}":[{'H':1}]}`, { warnings: ['lenient-form'], errors: ['syntax', 'syntax'] }],
  ])('%s', (text, expected) => {
    const found = problems(read(text, { topic: 'v1/gateway/telemetry' }));
    expect(found).toEqual(expected);
  });

  it('reads with every key a node the profile does not know', () => {
    expect(at(read('{"other":[{"H":"60","SN":"00006500"}]}'), 'SN').source).toBe('inferred');
  });

  it("does not read a terminal's key on a gateway", () => {
    expect(at(read(`{"${node}":[{"SN":"00006500"}]}`), 'SN').source).toBe('unknown');
  });

  it('shows what came before the place where a payload was cut', () => {
    const decoded = read(vendor('heartbeat').slice(0, 200));
    expect(at(decoded, 'mode').value).toBe(2);
    expect(problems(decoded).errors).toContain('syntax');
  });
});

const frozen = () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
};

describe('decoding never throws', () => {
  const consistent = (decoded: Decoded) => {
    for (const { fields } of decoded.entries) {
      const paths = fields.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const { status, source } of fields) if (source === 'unknown') expect(['unknown', 'error']).toContain(status);
    }
    // Everything that crosses to the window is plain JSON.
    expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded);
    frozen();
  };

  it('on random bytes', () => {
    const nodes = fc.constantFrom(undefined, 'WG12345678', 'WG12345678/sf_2_0_340000', 'x');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), nodes, (bytes, node) => {
        const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
        consistent(read(text, node === undefined ? {} : { node }));
      }),
      { numRuns: runs(1_000) },
    );
  });

  it('on random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => consistent(read(text))),
      { numRuns: runs(2_000) },
    );
  });

  const key = fc.oneof(
    fc.constantFrom(
      ...profile.keys.keys(),
      '0',
      '1',
      '14',
      '__proto__',
      'ts',
      'values',
      'device',
      'a.b',
      'a["b.c"]',
      '',
    ),
    fc.string({ maxLength: 4 }),
  );
  const { value: anyJson } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        '60',
        '0',
        '1,0',
        '30.40,42.4',
        '010CE735CA7C271E21FFFFFF',
        '010',
        '',
        '-',
        '1609144280398',
        '00006500',
      ),
      fc.string({ maxLength: 12 }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
    ),
  }));

  it('on random JSON', () => {
    const topics = fc.constantFrom(undefined, 'v1/gateway/telemetry', 'v1/gateway/attributes', 'v1/gateway/connect');
    fc.assert(
      fc.property(anyJson, topics, (value, topic) =>
        consistent(read(JSON.stringify(value), topic === undefined ? {} : { topic })),
      ),
      { numRuns: runs(2_000) },
    );
  });

  it('on the vendor samples with any one character changed', () => {
    const changes = fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', '0', 'x', '\u0000', '😀');
    fc.assert(
      fc.property(
        fc.constantFrom(vendor('heartbeat'), vendor('terminal'), vendor('generic')),
        fc.nat(),
        changes,
        (text, n, put) => {
          const place = n % text.length;
          consistent(read(text.slice(0, place) + put + text.slice(place + 1)));
        },
      ),
      { numRuns: runs(1_000) },
    );
  });
});
