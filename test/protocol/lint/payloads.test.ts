import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintPayload, lintRules } from '../../../protocol/lint/lint.ts';
import { platformLimitBytes, remainingLengthOf } from '../../../protocol/lint/packet-size.ts';
import { languages } from '../../../protocol/settings.ts';
import { topics } from '../../../protocol/topics.ts';
import { lintText, wordsOf } from '../../../protocol/words/index.ts';

const telemetry = 'v1/gateway/telemetry';
const sample = (name: string) => readFileSync(`test/fixtures/vendor/${name}.json`, 'utf8');

describe('the samples of the vendor', () => {
  // Just after the samples were taken, so that their age says nothing.
  const context = { topic: telemetry, mqttVersion: '3.1.1', nowAt: 1_609_145_700_000 } as const;

  it('generic is stored as it is', () => {
    expect(lintPayload(sample('generic'), context)).toMatchObject({ verdict: 'stored', findings: [] });
  });

  it('heartbeat is stored as it is, one number among the texts of power', () => {
    const { verdict, findings } = lintPayload(sample('heartbeat'), context);
    expect(verdict).toBe('stored');
    expect(findings).toMatchObject([{ rule: 'map-of-mixed-kinds', path: 'WG12345678.0.values.power.1' }]);
  });

  it('terminal loses the zeros of its serial number on a default platform', () => {
    const { verdict, findings } = lintPayload(sample('terminal'), context);
    expect(verdict).toBe('altered');
    expect(findings).toMatchObject([{ rule: 'zeros-lost', params: { key: 'SN', value: '00006500', stored: '6500' } }]);
  });

  it('are years old today', () => {
    const { findings } = lintPayload(sample('generic'), { ...context, nowAt: Date.UTC(2026, 0, 1) });
    expect(findings).toMatchObject([
      { rule: 'ts-old', severity: 'advice', verdict: 'stored', params: { days: 1_829 } },
    ]);
  });
});

describe('the size of a packet', () => {
  it('leaves 65,512 bytes of payload for telemetry at QoS 1 on 3.1.1, one less on 5', () => {
    expect(remainingLengthOf(telemetry, 65_512, '3.1.1')).toBe(platformLimitBytes);
    expect(remainingLengthOf(telemetry, 65_511, '5')).toBe(platformLimitBytes);
  });

  it('counts bytes, not characters', () => {
    const text = (bytes: number) => `{"a":[{"k":"${'管'.repeat((bytes - 16) / 3)}"}]}`;
    const rulesFor = (payload: string) =>
      lintPayload(payload, { topic: telemetry, mqttVersion: '3.1.1' }).findings.map(({ rule }) => rule);
    // 12 bytes before the text and 4 after it; each of its characters takes 3
    expect(new TextEncoder().encode(text(65_512)).length).toBe(65_512);
    expect(rulesFor(text(65_512))).toEqual([]);
    expect(rulesFor(text(65_515))).toEqual(['packet-too-large']);
  });
});

describe('any text', () => {
  const anyTopic = fc.oneof(fc.constantFrom(...topics.map((row) => row.name.replace('+', '1'))), fc.string());
  const anyVersion = fc.constantFrom('3.1.1' as const, '5' as const);
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json({ maxDepth: 5 }),
    // JSON with one character changed: what an editor holds while someone types
    fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, typed]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + typed + text.slice(place + 1);
    }),
    // the platform's own shape with odd parts
    fc
      .dictionary(
        fc.constantFrom('a', 'b', 'device', '', '__proto__'),
        fc.array(fc.dictionary(fc.constantFrom('ts', 'values', 'k', ''), fc.jsonValue({ maxDepth: 2 })), {
          maxLength: 3,
        }),
      )
      .map((payload) => JSON.stringify(payload)),
  );

  it('never throws, and each finding lies inside the text and has words in both languages', () => {
    const property = fc.property(anyText, anyTopic, anyVersion, fc.integer(), (text, topic, mqttVersion, nowAt) => {
      const { findings } = lintPayload(text, { topic, mqttVersion, nowAt });
      for (const finding of findings) {
        expect(finding.start).toBeGreaterThanOrEqual(0);
        expect(finding.start).toBeLessThanOrEqual(finding.end);
        expect(finding.end).toBeLessThanOrEqual(text.length);
        for (const language of languages) {
          // The foreign part may hold braces; a parameter of ours that was not filled in may not stay.
          const asked = [...wordsOf(language).lint[finding.rule].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
          for (const name of asked) expect(finding.params, finding.rule).toHaveProperty([name]);
          expect(lintText(finding, language)).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E]/u);
        }
      }
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('takes a million brackets without ending the stack', () => {
    for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(200_000)]) {
      const { findings } = lintPayload(text, { topic: telemetry, mqttVersion: '3.1.1' });
      expect(findings.map(({ rule }) => rule)).toContain('json-too-deep');
    }
  });
});

it('has ids of its own for each rule', () => {
  const ids = lintRules.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
});
