import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDraft, needsSecondAct } from '../../renderer/views/publish/draft-check.ts';
import { previewOf } from '../../renderer/views/publish/decode-preview.ts';
import { fillText, isPlaceholder } from '../../renderer/views/publish/filled-text.ts';
import { formatEdits } from '../../renderer/views/publish/format-json.ts';
import { hasOwnTime, samples, withNow, type SampleId } from '../../renderer/views/publish/samples.ts';
import { change, saveUnder, without } from '../../renderer/views/publish/templates.ts';

const values = { now: 1_700_000_000_000, n: 12 };
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/vendor', `${name}.json`), 'utf8');
const sample = (id: SampleId) => samples.find((one) => one.id === id)!;

describe('the vendor’s samples', () => {
  it.each(['heartbeat', 'terminal', 'generic'] as const)('%s is the vendor’s, byte for byte', (id) => {
    expect(sample(id).text).toBe(fixture(id));
  });

  it.each([
    ['heartbeat', '1609145640724'],
    ['terminal', '1609144280398'],
    ['generic', '1609144280398'],
  ] as const)('%s differs from the vendor’s by its ts alone when it is sent with the time of now', (id, ts) => {
    expect(withNow(sample(id).text).replace('{{now}}', ts)).toBe(fixture(id));
    expect(hasOwnTime(sample(id))).toBe(true);
  });

  it('connect and disconnect carry no time', () => {
    expect(hasOwnTime(sample('connect')) || hasOwnTime(sample('disconnect'))).toBe(false);
  });

  it.each([
    ['heartbeat', 'stored'],
    ['terminal', 'altered'], // SN "00006500" becomes 6500
    ['generic', 'stored'],
    ['connect', 'stored'],
    ['disconnect', 'stored'],
  ] as const)('%s would be %s', (id, fate) => {
    const { topic, text } = sample(id);
    expect(checkDraft({ topic, text: withNow(text) }, '3.1.1', values).fate).toBe(fate);
  });
});

describe('the check of a draft', () => {
  const check = (text: string, topic = 'v1/gateway/telemetry') => checkDraft({ text, topic }, '3.1.1', values);

  it('points at the text as typed, behind a placeholder that grew', () => {
    const text = '{"D":[{"ts":"{{now}}","values":{"SN":"0012"}}]}';
    const { findings, fate } = check(text);
    expect(fate).toBe('altered');
    expect(findings.map(({ rule, place }) => [rule, place && text.slice(place.start, place.end)])).toEqual([
      ['zeros-lost', '"0012"'],
    ]);
  });

  it('points at the placeholder itself when its value is the trouble', () => {
    const text = '{"D":[{"ts":{{now_s}},"values":{"a":1}}]}';
    const { findings } = check(text);
    expect(findings.map(({ rule, place }) => [rule, place && text.slice(place.start, place.end)])).toEqual([
      ['ts-in-seconds', '{{now_s}}'],
    ]);
  });

  it('counts the bytes that will be sent, not the characters typed', () => {
    // 电 is three bytes in UTF-8; {{now}} is seven characters and becomes thirteen digits.
    const { payload, payloadBytes, packetBytes } = check('{"电":{{now}}}');
    expect(payload).toBe('{"电":1700000000000}');
    expect(payloadBytes).toBe(1 + 5 + 1 + 13 + 1);
    expect(packetBytes).toBe(2 + 20 + 2 + payloadBytes);
    expect(checkDraft({ text: '{}', topic: 'v1/gateway/telemetry' }, '5', values).packetBytes).toBe(2 + 20 + 2 + 1 + 2);
  });

  it.each([
    ['{"D":[{"ts":1 "values":{}}]}', 'not-json', true],
    ['[1,2]', 'cuts-the-link', true],
    ['{"D":{"a":1}}', 'cuts-the-link', true],
    ['{"D":[]}', 'dropped', false],
    ['', 'empty', false],
    [' \n', 'empty', false],
  ] as const)('%j: %s, second act: %s', (text, fate, second) => {
    const checked = check(text);
    expect(checked.fate).toBe(fate);
    expect(needsSecondAct(checked.fate)).toBe(second);
  });

  it('asks twice for what is no JSON under MQTT 5 as well, where the link would live on', () => {
    expect(checkDraft({ text: '{"D"', topic: 'v1/gateway/telemetry' }, '5', values).fate).toBe('not-json');
  });

  it('has no place in the text for a topic nobody knows', () => {
    const { findings } = check('{}', 'v1/gateway/nothing');
    expect(findings.find(({ rule }) => rule === 'topic-unknown')?.place).toBeUndefined();
  });

  it('names placeholders it will not fill', () => {
    const { unknownPlaceholders, placeholders } = check('{"D":[{"ts":"{{now}}","values":{"a":"{{sn++}}"}}]}');
    expect(unknownPlaceholders.map(({ name }) => name)).toEqual(['sn++']);
    expect(placeholders).toEqual(['{{now}}']);
    expect([isPlaceholder('{{n:8}}'), isPlaceholder('{{huh}}')]).toEqual([true, false]);
  });
});

describe('filling placeholders', () => {
  it('finds every place outside them again, whatever stands around', () => {
    const piece = fc.oneof(fc.constantFrom('{{now}}', '{{n}}', '{{n:8}}', '{{huh}}'), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const typed = pieces.join('§');
        const { text, typedAt } = fillText(typed, values);
        // § is in no placeholder and no value, so the n-th stands for the n-th in both texts.
        const places = (where: string) => [...where.matchAll(/§/g)].map(({ index }) => index);
        expect(places(text).map((at) => typedAt(at, 'start'))).toEqual(places(typed));
      }),
    );
  });
});

const formatted = (text: string): string =>
  [...formatEdits(text)]
    .sort((a, b) => b.offset - a.offset)
    .reduce((now, { offset, length, content }) => now.slice(0, offset) + content + now.slice(offset + length), text);

describe('laying JSON out', () => {
  it.each([
    ['a number as it was written', '{"a":42.0,"b":1e3}', '{\n  "a": 42.0,\n  "b": 1e3\n}'],
    ['digits no float could hold', '[9007199254740993]', '[\n  9007199254740993\n]'],
    ['the order of keys, and both of a pair', '{"b":1,"a":2,"b":3}', '{\n  "b": 1,\n  "a": 2,\n  "b": 3\n}'],
    ['a placeholder outside a string', '{"ts":{{now}}}', '{\n  "ts": {{now}}\n}'],
    ['the spaces inside a string', '{"a":"x  {{now}}"}', '{\n  "a": "x  {{now}}"\n}'],
  ])('keeps %s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
  });

  it('indents by tabs where the text does', () => {
    expect(formatted('{\n\t"a":[1]}')).toBe('{\n\t"a": [\n\t\t1\n\t]\n}');
  });

  it('changes nothing but white space, on any text', () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(bare(formatted(text))).toBe(bare(text));
      }),
    );
  });
});

describe('own templates', () => {
  const kept = [
    { id: 'a', name: 'Low battery', topic: 't', text: '{}' },
    { id: 'b', name: 'Door open', topic: 't', text: '{}' },
  ];

  it('replaces the template of the same name in its place, and adds others at the end', () => {
    const replaced = saveUnder(kept, 'Low battery', { topic: 'u', text: '[]' }, () => 'new');
    expect(replaced).toEqual({
      id: 'a',
      templates: [{ id: 'a', name: 'Low battery', topic: 'u', text: '[]' }, kept[1]],
    });
    const added = saveUnder(kept, 'Third', { topic: 'u', text: '[]' }, () => 'new');
    expect(added.templates.map(({ id }) => id)).toEqual(['a', 'b', 'new']);
  });

  it('renames and deletes only the one that is meant', () => {
    expect(change(kept, 'b', { name: 'Door' }).map(({ name }) => name)).toEqual(['Low battery', 'Door']);
    expect(without(kept, 'a').map(({ id }) => id)).toEqual(['b']);
  });
});

describe('the glance at the meaning', () => {
  const glance = (id: SampleId) => previewOf(sample(id).text, sample(id).topic, 'en');

  it('reads the frame of the terminal packet by each of its rival layouts', () => {
    const lines = glance('terminal');
    expect(lines.map(({ id }) => id).sort()).toEqual(['da B', 'da L']);
    const battery = lines.find(({ id }) => id === 'da B')?.values.find(({ path }) => path === 'da.batt');
    expect(battery).toMatchObject({ value: '3303', unit: 'mV', source: 'inferred' });
  });

  it('shows what has a unit in the heartbeat, each with the source of its meaning', () => {
    const values = glance('heartbeat').flatMap((line) => line.values);
    expect(values.find(({ path }) => path === 'TH.0')).toMatchObject({ value: '30.4' });
    expect(values.every(({ unit, sourceLabel }) => unit !== '' && sourceLabel !== '')).toBe(true);
  });

  it('is nothing where nothing is known, and takes no time over a text of 64 KiB', () => {
    expect(glance('connect')).toEqual([]);
    expect(previewOf('{"a":', 'v1/gateway/telemetry', 'en')).toEqual([]);
    expect(previewOf(`{"WG12345678":[{"ts":1,"values":{"da":"${'00'.repeat(32_000)}"}}]}`, '', 'en')).toEqual([]);
  });
});
