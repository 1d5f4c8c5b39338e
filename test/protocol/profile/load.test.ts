import { describe, expect, it } from 'vitest';
import { type ProfileRule, profileRules } from '../../../protocol/profile/rules.ts';
import { loadProfile } from '../../../protocol/profile/load.ts';
import { byteField, label, layout, load, profileFile, why } from '../../support/profile-builder.ts';

type Json = Readonly<Record<string, unknown>>;
const frames = (fields: readonly Json[], match: Json = { length: [4, 4] }) => ({
  f: { match, layouts: [layout('A', fields)] },
});
const key = (more: Json) => ({ keys: { K: { label, why, ...more } } });
const broken = (file: Json) => {
  const loaded = load(file);
  return loaded.ok ? [] : loaded.problems.map(({ rule, path }) => [rule, path]);
};

const rows: readonly (readonly [ProfileRule, string, Json])[] = [
  ['source-unknown', 'keys.K.why.source', key({ type: 'text', why: { ...why, source: 'nobody' } })],
  ['source-without-title', 'sources.a', { sources: { a: { kind: 'documented', title: { zh: ' ', en: ' ' } } } }],
  ['enumeration-unknown', 'keys.K.enumeration', key({ type: 'enumeration', enumeration: 'none' })],
  [
    'enumeration-unknown',
    'frames.f.layouts[0].fields[0].enumeration',
    { frames: frames([byteField('a', 0, 'u8', { enumeration: 'none' })]) },
  ],
  ['device-unknown', 'keys.K.on[0]', key({ type: 'text', on: ['nobody'] })],
  ['device-unknown', 'frames.f.match.device', { frames: frames([byteField('a', 0, 'u8')], { device: 'nobody' }) }],
  ['frame-unknown', 'keys.K.frame', key({ type: 'hex', frame: 'none' })],
  [
    'id-twice',
    'frames.f.layouts[0].fields[1].id',
    { frames: frames([byteField('a', 0, 'u8'), byteField('a', 1, 'u8')]) },
  ],
  [
    'id-twice',
    'devices[1].id',
    {
      devices: [
        { id: 'dev', name: 'a' },
        { id: 'dev', name: 'b' },
      ],
    },
  ],
  ['label-characters', 'keys.K.label.en', key({ type: 'text', label: { zh: '名', en: 'safe\u202egnp' } })],
  [
    'label-characters',
    'keys.K.why.evidence.zh',
    key({ type: 'text', why: { ...why, evidence: { zh: 'a\u001b[31m', en: 'b' } } }),
  ],
  ['range-reversed', 'keys.K.valid', key({ type: 'number', valid: [5, 1] })],
  ['range-reversed', 'frames.f.match.length', { frames: frames([byteField('a', 0, 'u8')], { length: [9, 4] }) }],
  [
    'operand-unknown',
    'keys.K.derived[0].of[1]',
    key({
      type: 'list',
      separator: ',',
      items: [{ type: 'integer', label, why }],
      derived: [{ id: 'd', operation: 'add', of: [0, 1], label, why }],
    }),
  ],
  ['length-wrong', 'frames.f.layouts[0].fields[0]', { frames: frames([byteField('a', 0, 'hex')]) }],
  [
    'length-wrong',
    'frames.f.layouts[0].fields[0].length',
    { frames: frames([byteField('a', 0, 'u16', { length: 3 })]) },
  ],
  [
    'length-wrong',
    'frames.f.layouts[0].fields[0].length',
    { frames: frames([byteField('a', 0, 'bcd', { length: 8 })], {}) },
  ],
  ['outside-frame', 'frames.f.layouts[0].fields[0].offset', { frames: frames([byteField('a', 3, 'u16')]) }],
  ['outside-frame', 'frames.f.layouts[0].fields[0].offset', { frames: frames([byteField('a', -1, 'u16')]) }],
  ['outside-frame', 'frames.f.layouts[0].fields[0].offset', { frames: frames([byteField('a', -5, 'u8')]) }],
  [
    'overlap',
    'frames.f.layouts[0].fields[1].offset',
    { frames: frames([byteField('a', 0, 'u16'), byteField('b', 1, 'u8')]) },
  ],
  [
    'overlap',
    'frames.f.layouts[0].fields[1].offset',
    { frames: frames([byteField('a', 2, 'u16'), byteField('b', -1, 'u8')]) },
  ],
  [
    'overlap',
    'frames.f.layouts[0].fields[1].offset',
    { frames: frames([byteField('a', -2, 'u16'), byteField('b', -1, 'u8')], {}) },
  ],
  [
    'bytes-length',
    'frames.f.layouts[0].fields[0].constant',
    { frames: frames([byteField('a', 0, 'u16', { constant: 'FF' })]) },
  ],
  [
    'bytes-length',
    'frames.f.layouts[0].fields[0].invalid[1]',
    { frames: frames([byteField('a', 0, 'u8', { invalid: ['FF', 'FFFF'] })]) },
  ],
  [
    'equals-not-unsigned',
    'frames.f.layouts[0].fields[0].equals',
    { frames: frames([byteField('a', 0, 's8', { equals: 'frameLength' })]) },
  ],
  [
    'bits-outside',
    'frames.f.layouts[0].fields[0].bits[0]',
    { frames: frames([byteField('a', 0, 'u8', { bits: [{ id: 'b', offset: 7, width: 2, label }] })]) },
  ],
  ['bits-outside', 'frames.f.layouts[0].fields[0].bits', { frames: frames([byteField('a', 0, 'f32', { bits: [] })]) }],
  [
    'when-unknown',
    'frames.f.layouts[0].fields[0].when.field',
    { frames: frames([byteField('a', 0, 'u8', { when: { field: 'b', equals: 1 } }), byteField('b', 1, 'u8')]) },
  ],
  ['test-path-unknown', 'tests[0].expect.Q', { tests: [{ device: 'D1', values: {}, expect: { Q: 1 } }] }],
  [
    'test-path-unknown',
    'tests[0].expect.da.Z',
    { tests: [{ device: 'D1', values: {}, expect: { da: { Z: { one: 1 } } } }] },
  ],
  [
    'test-path-unknown',
    'tests[0].expect.da.A.two',
    { tests: [{ device: 'D1', values: {}, expect: { da: { A: { two: 1 } } } }] },
  ],
  ['format-newer', 'formatVersion', { formatVersion: 2 }],
  ['form', 'version', { version: 'one' }],
  ['form', 'keys.K.unit', key({ type: 'text', unit: 'V' })],
  ['form', 'keys.K.why', { keys: { K: { type: 'text', label } } }],
  ['form', 'keys.K.label.zh', key({ type: 'text', label: { en: 'only' } })],
  ['form', 'frames.f.layouts[0].fields[0].type', { frames: frames([byteField('a', 0, 'u7')]) }],
];

describe('a decode profile', () => {
  it('is used when it keeps every rule', () => {
    expect(load(profileFile()).ok).toBe(true);
  });

  it.each(rows)('that breaks %s is refused at %s', (rule, path, change) => {
    const found = broken(profileFile(change));
    // A change may break a second place too; the named one must be there, and nothing of another rule.
    expect(found).toContainEqual([rule, path]);
    expect(new Set(found.map(([id]) => id))).toEqual(new Set([rule]));
  });

  it('has a test for every rule', () => {
    const elsewhere: ProfileRule[] = ['json', 'too-large', 'too-deep', 'duplicate-key', 'name-reserved'];
    expect(new Set([...rows.map(([rule]) => rule), ...elsewhere])).toEqual(new Set(profileRules));
  });

  it('lets two fields share bytes when they are never there together', () => {
    const fields = [
      byteField('kind', 0, 'u8'),
      byteField('a', 1, 'u8', { when: { field: 'kind', equals: 1 } }),
      byteField('b', 1, 'u8', { when: { field: 'kind', equals: 2 } }),
    ];
    expect(broken(profileFile({ frames: frames(fields) }))).toEqual([]);
  });

  it('is shown with the line of its fault', () => {
    const text = JSON.stringify(profileFile({ frames: frames([byteField('a', 3, 'u16')]) }), null, 1);
    const loaded = loadProfile(text);
    if (loaded.ok) throw new Error('sound');
    const { line, column } = loaded.problems[0]!;
    expect(text.split('\n')[line - 1]!.slice(column - 1)).toMatch(/^"offset": 3/);
  });

  it.each([
    ['json', '{"format":', 1],
    ['too-deep', `{"a":${'['.repeat(40)}`, 1],
    ['too-large', `"${'x'.repeat(300_000)}"`, 1],
    ['json', '', 1],
    ['form', '[]', 1],
    ['duplicate-key', '{"id":"a",\n"id":"b"}', 2],
    ['name-reserved', '{"keys":{\n"__proto__":{}}}', 2],
    ['name-reserved', '{"keys":{\n"constructor":{}}}', 2],
  ])('is refused as %s: %.40j', (rule, text, line) => {
    const loaded = loadProfile(text);
    expect(loaded).toMatchObject({ ok: false });
    if (!loaded.ok) expect(loaded.problems[0]).toMatchObject({ rule, line });
  });
});
