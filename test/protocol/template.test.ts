import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../protocol/template.ts';
import { runs } from '../support/fuzz.ts';

const values = { now: 1_609_144_280_398, n: 7 };

describe('a template', () => {
  it.each([
    ['{"ts":"{{now}}"}', '{"ts":"1609144280398"}', 1],
    ['{{ now }} {{now}}', '1609144280398 1609144280398', 2],
    ['{{now_s}}', '1609144280', 1],
    ['{{n}} {{n:8}} {{n:0}}', '7 00000007 7', 3],
  ])('%s becomes %s', (template, text, filled) => {
    expect(fillTemplate(template, values)).toEqual({ text, filled, unknown: [] });
  });

  it('leaves an unknown placeholder as it is and says where it stands', () => {
    expect(fillTemplate('{{now}} {{Now}} {{}} {{n:x}}', values)).toEqual({
      text: '1609144280398 {{Now}} {{}} {{n:x}}',
      filled: 1,
      unknown: [
        { name: 'Now', start: 8, end: 15 },
        { name: '', start: 16, end: 20 },
        { name: 'n:x', start: 21, end: 28 },
      ],
    });
  });

  it('never touches JSON without placeholders, however its braces stand', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        fc.pre(!written.includes('{{'));
        expect(fillTemplate(written, values)).toEqual({ text: written, filled: 0, unknown: [] });
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('never touches text without a double brace', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'n', 'now', ' ', '"', ':'), maxLength: 30 }), (text) => {
        fc.pre(!text.includes('{{') || !text.includes('}}'));
        expect(fillTemplate(text, values).text).toBe(text);
      }),
      { numRuns: runs(10_000) },
    );
  });
});
