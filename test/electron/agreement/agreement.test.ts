import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/mqtt/clock.ts';
import { type MqttVersion } from '../../../protocol/connection.ts';
import { lintPayload, lintRules, type LintContext, type LintRuleId } from '../../../protocol/lint/lint.ts';
import { predictStored } from '../../../protocol/lint/prediction.ts';
import { schemaOf } from '../../../protocol/lint/topic-schema.ts';
import { platformVersions, type PlatformVersion } from '../../../protocol/practice.ts';
import { arrivalAt, attributes, lintCorpus, telemetry, type CorpusCase } from '../../fixtures/lint-corpus.ts';
import { startBench } from '../practice/fixture.ts';
import { publishPacket } from '../practice/raw-client.ts';
import { outcomeOf, readJson, repeatsNames, type Deed, type Outcome, type Storing } from './written.ts';
import { runs } from '../../support/fuzz.ts';

type Column = { readonly like: PlatformVersion; readonly mqttVersion: MqttVersion };
/** MQTT 5 came with 3.5. */
const columns: readonly Column[] = [
  ...platformVersions.map((like) => ({ like, mqttVersion: '3.1.1' as const })),
  { like: '4.2.1', mqttVersion: '5' },
  { like: '3.5.0', mqttVersion: '5' },
];

/** Topics that keep values, and those that are asked for something else; all others are nobody's. */
const storing: Readonly<Partial<Record<string, Storing>>> = {
  [telemetry]: 'telemetry',
  [attributes]: 'attributes',
  'v1/devices/me/telemetry': 'own-telemetry',
  'v2/t': 'own-telemetry',
  'v1/devices/me/attributes': 'own-attributes',
};
const obeyed =
  /^v1\/(gateway\/(connect|disconnect|rpc|claim|attributes\/request)|devices\/me\/(attributes|rpc)\/(request|response)\/\d+)$/;

type Message = Pick<CorpusCase, 'topic' | 'text' | 'qos' | 'retain' | 'meaning'>;
type Seen = Deed & { readonly storedInOrder: Deed['kept'] };
type Send = (message: Message) => Promise<Seen>;

/** One platform for all messages of a column, each on a connection of its own. Its wall clock stands still. */
const startColumn = async ({ like, mqttVersion }: Column): Promise<Send> => {
  const bench = await startBench({ like, clock: { ...systemClock, wallMs: () => arrivalAt } });
  const level = mqttVersion === '5' ? 5 : 4;

  const exchange = async ({ topic, text, qos = 1, retain = false }: Message) => {
    const client = await bench.join({ level });
    const before = bench.events.length;
    const flags = retain ? 1 : 0;
    // Closed, or alive and answering PINGREQ: nothing is guessed from waiting.
    const { packets, closed } = await client.exchange(publishPacket(topic, text, { level, qos, flags }));
    client.socket.destroy();
    const stored = bench.events.slice(before).flatMap((event) => (event.event === 'stored' ? [event] : []));
    return { packets, closed, stored };
  };

  const probe = await exchange({ topic: 'v1/devices/me/telemetry', text: '{"probe":1}' });
  const ownName = probe.stored[0]?.node;
  return async (message) => {
    const { packets, closed, stored } = await exchange(message);
    const storedInOrder = stored.map(({ node, ts, key, value, type }) => ({
      node: node === ownName ? undefined : node,
      ts,
      key,
      value,
      type,
    }));
    const kept = new Map(storedInOrder.map((value) => [JSON.stringify([value.node, value.key, value.ts]), value]));
    return { closed, acked: packets.some(isYes), kept: [...kept.values()], storedInOrder };
  };
};

/** A PUBACK; on MQTT 5 its reason code, left out where it is 0, stands behind the packet identifier. */
const isYes = (packet: string): boolean =>
  packet.startsWith('40') && Number.parseInt(packet.slice(8, 10) || '00', 16) < 0x80;

/** From the message, the wire and the store; the linter is not asked. */
const seenOutcome = ({ topic, text, meaning = text, qos }: Message, seen: Seen): Outcome => {
  const kind = Object.hasOwn(storing, topic) ? storing[topic] : undefined;
  if (kind !== undefined) return outcomeOf(meaning, kind, arrivalAt, seen);
  if (seen.closed) return 'cuts-the-link';
  const done = obeyed.test(topic) && (seen.acked || qos === 0);
  if (!done) return 'dropped';
  const root = readJson(meaning);
  return root !== undefined && repeatsNames(root) ? 'altered' : 'stored';
};

const agree = async (message: Message, column: Column, send: Send): Promise<void> => {
  const { topic, text, qos = 1, retain = false } = message;
  const context: LintContext = { topic, ...column, qos, retain, nowAt: arrivalAt };
  const { verdict } = lintPayload(text, context);
  const seen = await send(message);
  const about = `${topic} ${text.slice(0, 120)}`;
  expect(seenOutcome(message, seen), about).toBe(verdict);
  const predicted = predictStored(text, context).map(({ node, ts = arrivalAt, key, value, type }) => ({
    node,
    ts,
    key,
    value,
    type,
  }));
  expect(seen.storedInOrder, about).toEqual(predicted);
  if (qos > 0 && (verdict === 'stored' || verdict === 'altered')) expect(seen.acked, about).toBe(true);
};

const nameOf = ({ like, mqttVersion }: Column): string => `${like} over MQTT ${mqttVersion}`;

describe.each(columns.map((column) => ({ column, name: nameOf(column) })))('a platform like $name', ({ column }) => {
  it('does with each message of the corpus what the linter says', async () => {
    const send = await startColumn(column);
    const wrong: string[] = [];
    for (const message of lintCorpus) {
      await agree(message, column, send).catch((error: unknown) => wrong.push(`${message.name}: ${String(error)}`));
    }
    expect(wrong).toEqual([]);
  });

  it('does with anything that looks like telemetry what the linter says', async () => {
    const send = await startColumn(column);
    const property = fc.asyncProperty(anyMessage, (message) => agree(message, column, send));
    await fc.assert(property, { numRuns: runs(300) });
  });
});

describe('the corpus', () => {
  const found = ({ text, topic, qos = 1, retain = false }: CorpusCase, column: Column): readonly LintRuleId[] =>
    lintPayload(text, { topic, ...column, qos, retain, nowAt: arrivalAt }).findings.map(({ rule }) => rule);

  it('has at least 80 messages, each under a name of its own', () => {
    expect(lintCorpus.length).toBeGreaterThanOrEqual(80);
    expect(new Set(lintCorpus.map(({ name }) => name)).size).toBe(lintCorpus.length);
  });

  it('shows each rule at work', () => {
    const covered = new Set(lintCorpus.map(({ covers }) => covers));
    expect(lintRules.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it.each(lintCorpus)('$name', (message) => {
    const rules = columns.flatMap((column) => found(message, column));
    if (message.covers === undefined) {
      const serious = lintPayload(message.text, { ...message, mqttVersion: '3.1.1', nowAt: arrivalAt });
      expect(serious.verdict).toBe('stored');
    } else expect(rules).toContain(message.covers);
  });

  it('sends to every kind of topic there is', () => {
    expect(new Set(lintCorpus.map(({ topic }) => schemaOf(topic)))).toContain(undefined);
  });
});

/* Messages nobody wrote by hand. */
const anyKey = fc.constantFrom('k', 'l', 'SN', 'da', 'ts', 'values', '', '<b>', 'power', '__proto__');
const anyDigits = fc.stringMatching(/^-?\d{0,24}\.?\d{0,20}$/);
const anyNumber = fc.constantFrom(
  '0',
  '-0',
  '1',
  '1.0',
  '1e3',
  '1.5E2',
  '9223372036854775808',
  '0.1',
  '12.34567890123456789',
  '1e-7',
);
const anyScalar = fc.oneof(
  anyNumber,
  anyDigits.map((text) => JSON.stringify(text)),
  fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('true', 'false', 'null'),
);
const objectOf = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(anyKey, value), { maxLength: 4 })
    .map((members) => `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`);
const listOf = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(value, { maxLength: 3 }).map((items) => `[${items.join(',')}]`);
const anyRecord = objectOf(fc.oneof({ weight: 4, arbitrary: anyScalar }, objectOf(anyScalar), listOf(anyScalar)));
const anyTime = fc.constantFrom(
  '1609145640724',
  '"1609145640724"',
  '1609145640',
  '"abc"',
  'null',
  '1.6e12',
  '"+5"',
  '0',
  '""',
);
const anyEntry = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(anyTime, anyRecord).map(([ts, values]) => `{"ts":${ts},"values":${values}}`) },
  { weight: 2, arbitrary: anyRecord },
  anyScalar,
);
const anyNode = fc.constantFrom('WG1', 'WG1/sf_2_0_340000', 'WG2', '', 'device');
const payloadOf = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(anyNode, part), { maxLength: 3 })
    .map((devices) => `{${devices.map(([node, text]) => `${JSON.stringify(node)}:${text}`).join(',')}}`);
const anyText = fc.oneof(
  { weight: 6, arbitrary: payloadOf(fc.oneof({ weight: 6, arbitrary: listOf(anyEntry) }, anyRecord, anyScalar)) },
  { weight: 2, arbitrary: payloadOf(anyRecord) },
  anyEntry,
  listOf(anyEntry),
);
/** Taken out of the middle: what a broken line leaves. */
const cut = fc.tuple(anyText, fc.nat(), fc.nat({ max: 3 })).map(([text, at, length]) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + text.slice(start + length);
});
/** What is left may be JSON to this reader only, and then there is no strict text to lay beside it. */
const strictOrBroken = cut.filter((text) => readJson(text) !== undefined || !/[\]}]$/.test(text));
const anyMessage: fc.Arbitrary<Message> = fc.record(
  {
    topic: fc.constantFrom(telemetry, telemetry, attributes, 'v1/devices/me/telemetry', 'v1/devices/me/attributes'),
    text: fc.oneof({ weight: 4, arbitrary: anyText }, strictOrBroken),
    qos: fc.constantFrom(1 as const, 1 as const, 0 as const),
  },
  { requiredKeys: ['topic', 'text'] },
);
