import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worse, type LintVerdict } from '../../../protocol/lint/endings.ts';
import { lintPayload, lintRules } from '../../../protocol/lint/lint.ts';
import { platformLimitBytes, remainingLengthOf } from '../../../protocol/lint/packet-size.ts';
import { platformVersions } from '../../../protocol/practice.ts';
import { languages } from '../../../protocol/settings.ts';
import { topics } from '../../../protocol/topics.ts';
import { lintText, wordsOf } from '../../../protocol/words/index.ts';
import { runs } from '../../support/fuzz.ts';

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

/** A guard against quadratic work, with room for a busy machine; how fast it is stands in the bench. */
const boundMs = 1_000;

/** Other programs on this machine are not the question: one of ten runs must be quick. */
const quickestMs = (text: string): number => {
  let quickest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 10 && quickest >= boundMs; run += 1) {
    const startMs = performance.now();
    lintPayload(text, { topic: telemetry, mqttVersion: '3.1.1' });
    quickest = Math.min(quickest, performance.now() - startMs);
  }
  return quickest;
};

describe('any text', () => {
  const anyTopic = fc.oneof(fc.constantFrom(...topics.map((row) => row.name.replace('+', '1'))), fc.string());
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

  const anyContext = fc.record({
    topic: anyTopic,
    mqttVersion: fc.constantFrom('3.1.1' as const, '5' as const),
    like: fc.constantFrom(...platformVersions),
    qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
    retain: fc.boolean(),
    nowAt: fc.integer(),
  });

  it('never throws, and each finding lies inside the text and has words in both languages', () => {
    const property = fc.property(anyText, anyContext, (text, context) => {
      const { verdict, findings } = lintPayload(text, context);
      let worst: LintVerdict = 'stored';
      for (const finding of findings) {
        worst = worse(worst, finding.verdict);
        const { rule, params, start, end } = finding;
        if (!(0 <= start && start <= end && end <= text.length)) expect.fail(`${rule} at ${start}-${end}`);
        for (const language of languages) {
          // The foreign part may hold braces; a parameter of ours that was not filled in may not stay.
          for (const [, name = ''] of wordsOf(language).lint[rule].matchAll(/\{(\w+)\}/g)) {
            if (!Object.hasOwn(params ?? {}, name)) expect.fail(`${rule} lacks ${name}`);
          }
          expect(lintText(finding, language)).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E]/u);
        }
      }
      expect(verdict).toBe(worst);
    });
    fc.assert(property, { numRuns: runs(10_000) });
  });

  it.each([
    ['devices', `{${Array.from({ length: 40_000 }, (_, i) => `"WG${i}":[{"k":1}]`).join(',')}}`],
    ['numbers that lose zeros', `{"a":[${'{"k":"007"},'.repeat(90_000)}{}]}`],
    ['one name again and again', `{"a":[{${'"k":1,'.repeat(170_000)}"k":2}]}`],
    ['one text', `{"a":[{"k":"${'x'.repeat(1_048_500)}"}]}`],
    ['escapes', `{"a":[{"k":"${'\\n'.repeat(524_000)}"}]}`],
    ['one number', `{"a":[{"k":${'1'.repeat(1_048_500)}}]}`],
    ['one text of digits', `{"a":[{"k":"${'0'.repeat(1_048_500)}"}]}`],
    ['digits and a point', `{"a":[{"k":"0.${'1'.repeat(1_048_500)}"}]}`],
    ['comments', `/**/${'/**/'.repeat(262_000)}{}`],
    ['commas', `{"a":[${','.repeat(1_048_000)}]}`],
    ['a frame', `{"a":[{"da":"${'AB'.repeat(524_000)}"}]}`],
    ['nothing that fits', '{"a":'.repeat(200_000)],
  ])('takes 1 MiB of %s without growing out of proportion', (_name, text) => {
    expect(quickestMs(text)).toBeLessThan(boundMs);
  });

  it.each([
    ['devices', `{${Array.from({ length: 3_400 }, (_, i) => `"WG${i}":[{"k":1}]`).join(',')}}`],
    ['numbers that lose zeros', `{"a":[${'{"k":"007"},'.repeat(5_400)}{}]}`],
    ['one name again and again', `{"a":[{${'"k":1,'.repeat(10_500)}"k":2}]}`],
    ['names that differ', `{"a":[{${Array.from({ length: 6_000 }, (_, i) => `"${i}":1`).join(',')}}]}`],
    ['one number', `{"a":[{"k":${'1'.repeat(65_000)}}]}`],
    ['a number with zeros behind', `{"a":[{"k":1${'0'.repeat(65_000)}1}]}`],
    ['an exponent', '{"a":[{"k":1e9999}]}'],
    ['one text of digits', `{"a":[{"k":"${'0'.repeat(65_000)}"}]}`],
    ['digits and a point', `{"a":[{"k":"0.${'1'.repeat(65_000)}"}]}`],
    ['commas', `{"a":[${','.repeat(65_000)}]}`],
    ['a frame', `{"WG12345678/sf_2_0_1":[{"da":"${'AB'.repeat(32_000)}"}]}`],
    ['power', `{"WG12345678":[{"power":{${Array.from({ length: 6_000 }, (_, i) => `"${i}":1`).join(',')}}}]}`],
    ['objects in objects', `{"a":[{"k":${'{"k":1,"k":'.repeat(250)}1${'}'.repeat(250)}}]}`],
  ])('takes the largest packet of %s without growing out of proportion', (_name, text) => {
    expect(quickestMs(text)).toBeLessThan(boundMs);
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
