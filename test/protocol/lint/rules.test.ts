import { describe, expect, it } from 'vitest';
import { type MqttVersion } from '../../../protocol/connection.ts';
import { lintPayload, lintRules, type LintRuleId } from '../../../protocol/lint/lint.ts';
import { type LintVerdict } from '../../../protocol/lint/endings.ts';

const nowAt = Date.UTC(2020, 11, 28, 9, 0, 0);
const telemetry = 'v1/gateway/telemetry';
const attributes = 'v1/gateway/attributes';
const connect = 'v1/gateway/connect';
const own = 'v1/devices/me/telemetry';

/** Texts of one rule on one topic that end alike; beside each text the part of it that is marked. */
type Group = {
  readonly rule: LintRuleId;
  readonly topic: string;
  readonly ends: LintVerdict;
  /** Under MQTT 5, where it differs. */
  readonly ends5?: LintVerdict;
  readonly texts: readonly (readonly [text: string, covers: string])[];
};

const at = '"ts":1609145640724';
const unreadableTimes = [
  'null',
  '"abc"',
  '""',
  '"1609144280398.0"',
  '" 1609144280398"',
  'true',
  '{}',
  '"9223372036854775808"',
];
const key256 = `"${'k'.repeat(256)}"`;
const over64k = `{"a":[{"k":"${'x'.repeat(65_600)}"}]}`;

/** 3.1.1 has no reason code to refuse with: the link is closed. Under 5 a PUBACK says so (facts B2). */
const refused = { ends: 'cuts-the-link', ends5: 'dropped' } as const;
const cuts = { ends: 'cuts-the-link' } as const;
const dropped = { ends: 'dropped' } as const;
const altered = { ends: 'altered' } as const;
const kept = { ends: 'stored' } as const;

// The letters and numbers are rows of the platform facts.
const groups: readonly Group[] = [
  // B2, H15
  {
    rule: 'payload-empty',
    topic: telemetry,
    ...cuts,
    texts: [
      ['', ''],
      [' \n', ' \n'],
    ],
  },
  // B2, H14
  {
    rule: 'json-syntax',
    topic: telemetry,
    ...refused,
    texts: [
      ['{"a":[{"k":1}]', ''],
      ['{"a":[{"k":1}]} x', 'x'],
      ['{"a":[{"k":1}]}}', '}'],
      ['{"a" [{"k":1}]}', '['],
    ],
  },
  // B3, H23
  {
    rule: 'json-lenient',
    topic: telemetry,
    ...kept,
    texts: [
      ['{\'a\':[{"k":1}]}', "'a'"],
      ['{a:[{"k":1}]}', 'a'],
      ['{"a":[{"k":1}]}/*x*/', '/*x*/'],
    ],
  },
  { rule: 'json-too-deep', topic: telemetry, ...refused, texts: [[`{"a":${'['.repeat(255)}`, '[']] },
  // B3: the last one wins
  {
    rule: 'duplicate-key',
    topic: telemetry,
    ...altered,
    texts: [
      [`{"a":[{${at},"values":{"k":1,"k":2}}]}`, '"k"'],
      [`{"a":[{${at},"values":{"k":{"l":1,"l":2}}}]}`, '"l"'],
    ],
  },
  { rule: 'duplicate-key', topic: attributes, ...kept, texts: [['{"a":{"k":[1, 2],"k":[1,2]}}', '"k"']] },
  // all that stood under the first one is lost
  { rule: 'duplicate-device', topic: telemetry, ...dropped, texts: [['{"a":[{"k":1}],"a":[{"k":2}]}', '"a"']] },
  { rule: 'duplicate-device', topic: attributes, ...kept, texts: [['{"a":{"k":1},"a":{"k":1}}', '"a"']] },
  // B2: acknowledged, nothing stored; the second is one only the platform sends on
  { rule: 'topic-unknown', topic: 'v1/gateway/events', ...dropped, texts: [['{}', '']] },
  { rule: 'topic-unknown', topic: 'v1/gateway/attributes/response', ...dropped, texts: [['{}', '']] },
  // B2, H15
  {
    rule: 'root-not-object',
    topic: telemetry,
    ...cuts,
    texts: [
      [' [1]', '[1]'],
      ['7', '7'],
      ['null', 'null'],
      // a bare word is read, but is no object
      ['hello', 'hello'],
    ],
  },
  // of the device itself: a conversion error
  { rule: 'root-not-object', topic: 'v1/devices/me/attributes', ...refused, texts: [['[1]', '[1]']] },
  { rule: 'root-not-object', topic: 'v1/devices/me/rpc/request/7', ...refused, texts: [['7', '7']] },
  { rule: 'root-not-object', topic: connect, ...cuts, texts: [['"WG1"', '"WG1"']] },
  // no device of the right kind is left (H17), or no "device" (H16)
  {
    rule: 'made-for-other-topic',
    topic: telemetry,
    ...cuts,
    texts: [
      ['{"WG1":{"fw":"2.1"}}', '"WG1"'],
      ['{"device":"WG1"}', '"device"'],
    ],
  },
  { rule: 'made-for-other-topic', topic: attributes, ...cuts, texts: [['{"WG1":[{"k":1}]}', '"WG1"']] },
  { rule: 'made-for-other-topic', topic: connect, ...cuts, texts: [['{"WG1":[{"k":1}]}', '"WG1"']] },
  // B2, H16
  {
    rule: 'device-missing',
    topic: connect,
    ...cuts,
    texts: [
      ['{"type":"x"}', '{"type":"x"}'],
      ['{"device":""}', '""'],
      ['{"device":null}', 'null'],
      ['{"device":["WG1"]}', '["WG1"]'],
    ],
  },
  { rule: 'device-missing', topic: 'v1/gateway/disconnect', ...cuts, texts: [['{}', '{}']] },
  // H17 with none left
  { rule: 'devices-none', topic: telemetry, ...cuts, texts: [['{}', '{}']] },
  // B2: acknowledged late, stored nowhere
  { rule: 'device-name-empty', topic: telemetry, ...dropped, texts: [['{"":[{"k":1}]}', '""']] },
  // B2, H17: the only device, and one of two
  { rule: 'device-not-array', topic: telemetry, ...cuts, texts: [['{"a":5}', '5']] },
  { rule: 'device-not-array', topic: telemetry, ...dropped, texts: [['{"a":5,"b":[{"k":1}]}', '5']] },
  { rule: 'device-not-object', topic: attributes, ...cuts, texts: [['{"a":"x"}', '"x"']] },
  { rule: 'device-not-object', topic: attributes, ...dropped, texts: [['{"a":"x","b":{"k":1}}', '"x"']] },
  // H18
  { rule: 'device-without-entries', topic: telemetry, ...dropped, texts: [['{"a":[]}', '[]']] },
  // H19
  {
    rule: 'entry-not-object',
    topic: telemetry,
    ...refused,
    texts: [
      ['{"a":[7]}', '7'],
      ['{"a":[{"k":1},[]]}', '[]'],
    ],
  },
  { rule: 'values-not-object', topic: telemetry, ...refused, texts: [[`{"a":[{${at},"values":"x"}]}`, '"x"']] },
  {
    rule: 'ts-unreadable',
    topic: telemetry,
    ...refused,
    texts: unreadableTimes.map((ts) => [`{"a":[{"ts":${ts},"values":{"k":1}}]}`, ts]),
  },
  // H20
  {
    rule: 'entry-incomplete',
    topic: telemetry,
    ...altered,
    texts: [
      ['{"a":[{"values":{"k":1}}]}', '"values"'],
      [`{"a":[{${at}}]}`, '"ts"'],
    ],
  },
  { rule: 'entry-incomplete', topic: own, ...altered, texts: [['{"values":{"k":1}}', '"values"']] },
  // B3, H21
  {
    rule: 'ts-in-seconds',
    topic: telemetry,
    ...altered,
    texts: [
      ['{"a":[{"ts":1609144280,"values":{"k":1}}]}', '1609144280'],
      ['{"a":[{"ts":"1609144280","values":{"k":1}}]}', '"1609144280"'],
    ],
  },
  {
    rule: 'ts-old',
    topic: telemetry,
    ...kept,
    texts: [['{"a":[{"ts":1606500000000,"values":{"k":1}}]}', '1606500000000']],
  },
  {
    rule: 'ts-ahead',
    topic: telemetry,
    ...kept,
    texts: [['{"a":[{"ts":1609232400000,"values":{"k":1}}]}', '1609232400000']],
  },
  // B3: acknowledged, nothing to store
  { rule: 'values-none', topic: telemetry, ...dropped, texts: [[`{"a":[{${at},"values":{}}]}`, '{}']] },
  { rule: 'values-none', topic: attributes, ...dropped, texts: [['{"a":{"k":null}}', '{"k":null}']] },
  { rule: 'value-null', topic: attributes, ...altered, texts: [['{"a":{"k":null,"l":1}}', 'null']] },
  // B3, H22
  {
    rule: 'zeros-lost',
    topic: telemetry,
    ...altered,
    texts: [
      [`{"a":[{${at},"values":{"SN":"00006500"}}]}`, '"00006500"'],
      ['{"a":[{"SN":"-007"}]}', '"-007"'],
      // 24 digits stay a text, without the zero
      ['{"a":[{"k":"010000000000000000000000"}]}', '"010000000000000000000000"'],
    ],
  },
  { rule: 'zeros-lost', topic: attributes, ...altered, texts: [['{"a":{"da":"000012300007"}}', '"000012300007"']] },
  { rule: 'trailing-zeros-lost', topic: telemetry, ...kept, texts: [['{"a":[{"k":"6.80"}]}', '"6.80"']] },
  // H24
  { rule: 'key-refused', topic: telemetry, ...dropped, texts: [[`{"a":[{${at},"values":{"":1}}]}`, '""']] },
  { rule: 'key-refused', topic: attributes, ...dropped, texts: [[`{"a":{${key256}:1}}`, key256]] },
  { rule: 'key-like-markup', topic: telemetry, ...dropped, texts: [['{"a":[{"<b>k":1}]}', '"<b>k"']] },
  // H25
  { rule: 'packet-too-large', topic: telemetry, ...cuts, texts: [[over64k, over64k]] },
  // B2, H26
  { rule: 'topic-wildcard', topic: 'v1/gateway/+', ...cuts, texts: [['{}', '']] },
  // B3
  {
    rule: 'precision-lost',
    topic: telemetry,
    ...altered,
    texts: [
      ['{"a":[{"k":3.1415926535897935}]}', '3.1415926535897935'],
      ['{"a":[{"k":"123456789012345.678901"}]}', '"123456789012345.678901"'],
    ],
  },
  {
    rule: 'number-as-text',
    topic: telemetry,
    ...altered,
    texts: [
      ['{"a":[{"k":9223372036854775808}]}', '9223372036854775808'],
      ['{"a":[{"k":0.12345678901234567}]}', '0.12345678901234567'],
    ],
  },
  { rule: 'number-refused', topic: telemetry, ...refused, texts: [['{"a":[{"k":1e20000}]}', '1e20000']] },
  // H12, H20
  {
    rule: 'instant-again',
    topic: telemetry,
    ...altered,
    texts: [
      ['{"a":[{"k":1},{"k":2}]}', '"k"'],
      [`{"a":[{${at},"values":{"k":1}},{"ts":"1609145640724","values":{"l":1,"k":2}}]}`, '"k"'],
    ],
  },
  // B1
  { rule: 'device-missing', topic: 'v1/gateway/rpc', ...cuts, texts: [['{"id":1,"data":{}}', '{"id":1,"data":{}}']] },
  {
    rule: 'request-incomplete',
    topic: 'v1/gateway/attributes/request',
    ...cuts,
    texts: [
      ['{"device":"a","client":true,"key":"k"}', '{"device":"a","client":true,"key":"k"}'],
      ['{"id":1,"device":"a","key":"k"}', '{"id":1,"device":"a","key":"k"}'],
    ],
  },
  { rule: 'made-for-gateway-topic', topic: own, ...kept, texts: [[`{"a":[{${at},"values":{"k":1}}]}`, '"a"']] },
  {
    rule: 'metadata-incomplete',
    topic: telemetry,
    ...kept,
    texts: [[`{"a":[{${at},"values":{"k":1},"metadata":{"connector":"m"}}]}`, '{"connector":"m"}']],
  },
  // domain 1.2 to 1.5
  { rule: 'value-out-of-range', topic: telemetry, ...kept, texts: [['{"a":[{"Lat":"122.5"}]}', '"122.5"']] },
  { rule: 'value-of-other-kind', topic: telemetry, ...kept, texts: [['{"a":[{"H":"often"}]}', '"often"']] },
  { rule: 'value-not-in-table', topic: telemetry, ...kept, texts: [['{"a":[{"boxSta":"7"}]}', '"7"']] },
  { rule: 'list-of-other-length', topic: telemetry, ...kept, texts: [['{"a":[{"TH":"30.4"}]}', '"30.4"']] },
  { rule: 'time-in-seconds', topic: telemetry, ...kept, texts: [['{"a":[{"T":"1609144280"}]}', '"1609144280"']] },
  { rule: 'text-as-number', topic: telemetry, ...kept, texts: [['{"a":[{"SN":6500}]}', '6500']] },
  { rule: 'hex-digit-bad', topic: telemetry, ...kept, texts: [['{"a":[{"da":"01OC"}]}', '"01OC"']] },
  { rule: 'hex-digits-odd', topic: telemetry, ...kept, texts: [['{"a":[{"da":"01A"}]}', '"01A"']] },
  {
    rule: 'frame-length',
    topic: telemetry,
    ...kept,
    texts: [[`{"a":[{"da":"${'AB'.repeat(1_100)}"}]}`, `"${'AB'.repeat(1_100)}"`]],
  },
  {
    rule: 'frame-as-number',
    topic: telemetry,
    ...altered,
    texts: [['{"a":[{"da":"112233445566"}]}', '"112233445566"']],
  },
  {
    rule: 'map-of-mixed-kinds',
    topic: telemetry,
    ...kept,
    texts: [['{"a":[{"power":{"0":0,"1":"6.80"}}]}', '"6.80"']],
  },
  { rule: 'key-unknown', topic: telemetry, ...kept, texts: [['{"WG12345678":[{"Humid":1}]}', '"Humid"']] },
  {
    rule: 'token-in-payload',
    topic: attributes,
    ...kept,
    texts: [
      ['{"a":{"token":"x"}}', '"x"'],
      ['{"a":{"id":"GP1109N12345678"}}', '"GP1109N12345678"'],
      ['{"a":{"id":"aB3dE5gH7jK9mN1pQ2rS"}}', '"aB3dE5gH7jK9mN1pQ2rS"'],
    ],
  },
];

const rows = groups.flatMap(({ rule, topic, ends, ends5 = ends, texts }) =>
  texts.map(([text, covers]) => ({
    rule,
    topic,
    text,
    covers,
    shown: text.slice(0, 60),
    verdict: ends,
    verdict5: ends5,
  })),
);

describe('a payload held against the platform', () => {
  it.each(rows)('$rule: $shown', ({ rule, topic, text, covers, verdict, verdict5 }) => {
    const found = (mqttVersion: MqttVersion) =>
      lintPayload(text, { topic, mqttVersion, nowAt }).findings.find((finding) => finding.rule === rule);
    const finding = found('3.1.1');
    expect(finding).toBeDefined();
    expect(text.slice(finding?.start, finding?.end)).toBe(covers);
    expect(finding?.verdict).toBe(verdict);
    expect(found('5')?.verdict).toBe(verdict5);
  });

  it('has a row above for each rule', () => {
    const tried = new Set<LintRuleId>([...groups.map((group) => group.rule), 'qos-2', 'retain']);
    expect(lintRules.map((rule) => rule.id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it.each([
    // facts B3: kept as text, or the same number
    ...[
      '"010CE735CA7C271E21FFFFFF"',
      '"1,0"',
      '"30.40,42.4"',
      '"+5"',
      '"1e5"',
      '"0"',
      '"0.5"',
      '"-0.5"',
      '"6.8"',
      '""',
      '" 07"',
      '7',
      'true',
    ].map((value) => ({
      name: `the value ${value}`,
      topic: telemetry,
      text: `{"a":[{"ts":1609145640724,"values":{"k":${value}}}]}`,
    })),
    // Text inside an object is not cast (facts B3).
    {
      name: 'digits inside power',
      topic: telemetry,
      text: '{"a":[{"ts":"1609145640724","values":{"power":{"1":"06.80"}}}]}',
    },
    { name: 'several devices', topic: telemetry, text: '{"a":[{"k":1}],"b":[{"k":2},{"l":3}]}' },
    { name: 'ts with an exponent', topic: telemetry, text: '{"a":[{"ts":1.609145640724E12,"values":{"k":1}}]}' },
    { name: 'a key of 255 characters', topic: attributes, text: `{"a":{"${'k'.repeat(255)}":1}}` },
    { name: 'a device called device', topic: telemetry, text: '{"device":[{"k":1}]}' },
    { name: 'a connect with a type', topic: connect, text: '{"device":"WG1/sf_2_0_340000","type":null}' },
    { name: 'a connect whose device is a number', topic: connect, text: '{"device":12345678}' },
    { name: 'own telemetry as an array', topic: own, text: '[{"ts":1609145640724,"values":{"k":1}},{"k":2}]' },
    { name: 'own telemetry with nested objects', topic: own, text: '{"power":{"1":2}}' },
    {
      name: 'a question for the limits',
      topic: 'v1/devices/me/rpc/request/1',
      text: '{"method":"getSessionLimits","params":{}}',
    },
    { name: '__proto__ as a key', topic: attributes, text: '{"a":{"__proto__":1}}' },
  ])('says nothing about $name', ({ topic, text }) => {
    expect(lintPayload(text, { topic, mqttVersion: '3.1.1', nowAt })).toMatchObject({
      verdict: 'stored',
      findings: [],
    });
  });

  it('says nothing about old or coming times without a clock', () => {
    const text = '{"a":[{"ts":1,"values":{"k":1}},{"ts":99999999999999,"values":{"k":1}}]}';
    expect(lintPayload(text, { topic: telemetry, mqttVersion: '3.1.1' }).findings).toEqual([]);
  });

  it('says what QoS 2 and RETAIN come to', () => {
    const { verdict, findings } = lintPayload('{"a":{"k":1}}', {
      topic: attributes,
      mqttVersion: '3.1.1',
      qos: 2,
      retain: true,
    });
    expect(verdict).toBe('stored');
    expect(findings.map(({ rule }) => rule)).toEqual(['qos-2', 'retain']);
  });

  it('adds up to the worst of its findings, in order of place', () => {
    const text = '{"a":[{"ts":1609145640724,"values":{"SN":"007"}},7,{"ts":1609145640724,"values":{}}]}';
    const { verdict, findings } = lintPayload(text, { topic: telemetry, mqttVersion: '3.1.1', nowAt });
    expect(verdict).toBe('cuts-the-link');
    expect(findings.map(({ rule }) => rule)).toEqual(['zeros-lost', 'entry-not-object', 'values-none']);
  });

  it('looks at the last device of a name only, as the platform does', () => {
    const { findings } = lintPayload('{"a":5,"a":[{"k":1}]}', { topic: telemetry, mqttVersion: '3.1.1', nowAt });
    expect(findings.map(({ rule }) => rule)).toEqual(['duplicate-device']);
  });

  it('names line and column', () => {
    const { findings, locate } = lintPayload('{\n  "a": 5\n}', { topic: telemetry, mqttVersion: '3.1.1', nowAt });
    expect(locate(findings[0]!.start)).toEqual({ line: 2, column: 8 });
  });

  it('writes paths as the decoder does', () => {
    const text = '{"WG1/sf_2":[{"ts":1609145640724,"values":{"SN":"007"}}]}';
    const { findings } = lintPayload(text, { topic: telemetry, mqttVersion: '3.1.1', nowAt });
    expect(findings[0]?.path).toBe('["WG1/sf_2"].0.values.SN');
  });
});
