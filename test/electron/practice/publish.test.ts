import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PlatformVersion } from '../../../protocol/practice.ts';
import { gateway, plainDevice, startBench } from './fixture.ts';
import { publishPacket, readDownlink } from './raw-client.ts';

const telemetry = 'v1/gateway/telemetry';
const attributes = 'v1/gateway/attributes';

/** As facts B2 writes them: P PUBACK, X close, - neither. Columns: 3.1, 3.2, 3.3, 3.5.0, 4.2.1; then MQTT 5 on 4.2.1. */
type Row = readonly [
  name: string,
  topic: string,
  payload: string,
  in311: readonly string[],
  in5: string,
  stored: readonly string[],
];

const good = '{"WG1":[{"ts":1,"values":{"a":1}}]}';
const one = ['WG1 1 a long 1'];
const all = (outcome: string): readonly string[] => Array<string>(5).fill(outcome);
const broken = ['-', '-', 'X', 'X', 'X'];
const notUsable = ['-', '-', 'X', 'PX', 'PX'];
const refused5 = 'P83 D83 X';

const rows: readonly Row[] = [
  ['a good message', telemetry, good, all('P'), 'P', one],
  [
    'two devices',
    telemetry,
    '{"WG1":[{"ts":1,"values":{"a":1}}],"WG2":[{"ts":1,"values":{"a":1}}]}',
    ['PP', 'PP', 'PP', 'PP', 'P'],
    'P',
    [...one, 'WG2 1 a long 1'],
  ],
  ['attributes of two devices', attributes, '{"WG1":{},"WG2":{}}', ['PP', 'PP', 'PP', 'PP', 'P'], 'P', []],
  ['an unknown gateway topic', 'v1/gateway/nothing', good, ['-', 'P', 'P', 'P', 'P'], 'P90', []],
  ['an unknown topic', 'some/where', good, all('P'), 'P90', []],
  ['a topic with a wildcard', 'v1/gateway/+', good, all('X'), 'D81 X', []],
  ['a topic with a hash', 'v1/#', good, all('X'), 'D81 X', []],
  ['JSON that does not end', telemetry, '{"WG1":[{"ts":1,"values":{"a":1}}]', broken, 'P99', []],
  ['characters behind the JSON', telemetry, `${good}}`, broken, 'P99', []],
  ['an empty payload', telemetry, '', notUsable, refused5, []],
  ['an array', telemetry, `[${good}]`, notUsable, refused5, []],
  ['a string', telemetry, '"WG1"', notUsable, refused5, []],
  ['a number', telemetry, '42', notUsable, refused5, []],
  ['a bare word', telemetry, 'hello', notUsable, refused5, []],
  ['connect without a device', 'v1/gateway/connect', '{"type":"default"}', notUsable, refused5, []],
  ['connect with a null device', 'v1/gateway/connect', '{"device":null}', notUsable, refused5, []],
  ['connect with an empty device', 'v1/gateway/connect', '{"device":""}', notUsable, refused5, []],
  ['disconnect without a device', 'v1/gateway/disconnect', '{}', notUsable, refused5, []],
  ['connect', 'v1/gateway/connect', '{"device":"WG1"}', all('P'), 'P', []],
  ['disconnect of a device that nobody knows', 'v1/gateway/disconnect', '{"device":"WG9"}', all('P'), 'P', []],
  [
    'telemetry whose only device is no array',
    telemetry,
    '{"WG1":{"ts":1,"values":{"a":1}}}',
    ['-', '-', '-', '-', 'PX'],
    refused5,
    [],
  ],
  [
    'telemetry with one device that is no array',
    telemetry,
    '{"WG0":{"a":1},"WG1":[{"ts":1,"values":{"a":1}}]}',
    all('P'),
    'P',
    one,
  ],
  ['attributes whose only device is no object', attributes, '{"WG1":[]}', ['-', '-', '-', '-', 'PX'], refused5, []],
  ['telemetry of no device', telemetry, '{}', ['-', '-', '-', '-', 'PX'], refused5, []],
  ['a device without records', telemetry, '{"WG1":[]}', all('-'), '-', []],
  ['a record that is no object', telemetry, '{"WG1":[7]}', broken, 'P99', []],
  ['a comma too many behind the last record', telemetry, '{"WG1":[{"ts":1,"values":{"a":1}},]}', broken, 'P99', []],
  ['values that are no object', telemetry, '{"WG1":[{"ts":1,"values":[1]}]}', broken, 'P99', []],
  ['ts null', telemetry, '{"WG1":[{"ts":null,"values":{"a":1}}]}', broken, 'P99', []],
  ['ts a word', telemetry, '{"WG1":[{"ts":"abc","values":{"a":1}}]}', broken, 'P99', []],
  [
    'ts with a decimal in a string',
    telemetry,
    '{"WG1":[{"ts":"1609144280398.0","values":{"a":1}}]}',
    broken,
    'P99',
    [],
  ],
  ['ts empty', telemetry, '{"WG1":[{"ts":"","values":{"a":1}}]}', broken, 'P99', []],
  ['ts behind a space', telemetry, '{"WG1":[{"ts":" 1609144280398","values":{"a":1}}]}', broken, 'P99', []],
  ['ts true', telemetry, '{"WG1":[{"ts":true,"values":{"a":1}}]}', broken, 'P99', []],
  ['ts an object', telemetry, '{"WG1":[{"ts":{},"values":{"a":1}}]}', broken, 'P99', []],
  [
    'ts in seconds',
    telemetry,
    '{"WG1":[{"ts":1609144280,"values":{"a":1}}]}',
    all('P'),
    'P',
    ['WG1 1609144280 a long 1'],
  ],
  [
    'ts in the future',
    telemetry,
    '{"WG1":[{"ts":4102444800000,"values":{"a":1}}]}',
    all('P'),
    'P',
    ['WG1 4102444800000 a long 1'],
  ],
  [
    'ts as digits in a string',
    telemetry,
    '{"WG1":[{"ts":"1609144280398","values":{"a":1}}]}',
    all('P'),
    'P',
    ['WG1 1609144280398 a long 1'],
  ],
  [
    'ts with an exponent',
    telemetry,
    '{"WG1":[{"ts":1.609144280398E12,"values":{"a":1}}]}',
    all('P'),
    'P',
    ['WG1 1609144280398 a long 1'],
  ],
  ['values without anything', telemetry, '{"WG1":[{"ts":1,"values":{}}]}', all('P'), 'P', []],
  ['values of nulls', telemetry, '{"WG1":[{"ts":1,"values":{"a":null}}]}', all('P'), 'P', []],
  ['an empty key', telemetry, '{"WG1":[{"ts":1,"values":{"":1,"a":1}}]}', all('P'), 'P', []],
  [
    'a key of 256 characters',
    telemetry,
    `{"WG1":[{"ts":1,"values":{"${'k'.repeat(256)}":1,"a":1}}]}`,
    all('P'),
    'P',
    [],
  ],
  [
    'a key of 255 characters',
    telemetry,
    `{"WG1":[{"ts":1,"values":{"${'k'.repeat(255)}":1}}]}`,
    all('P'),
    'P',
    [`WG1 1 ${'k'.repeat(255)} long 1`],
  ],
  [
    'a good device before a bad one',
    telemetry,
    '{"WG1":[{"ts":1,"values":{"a":1}}],"WG2":[7]}',
    ['P', 'P', 'PX', 'PX', 'X'],
    'P99',
    one,
  ],
  ['a claim', 'v1/gateway/claim', '{"WG1":{"secretKey":"s"}}', all('P'), 'P', []],
  ['a reply to an RPC', 'v1/gateway/rpc', '{"device":"WG1","id":1,"data":{}}', all('P'), 'P', []],
  [
    'telemetry of the gateway itself',
    'v1/devices/me/telemetry',
    '{"ts":5,"values":{"a":true}}',
    all('P'),
    'P',
    ['gateway-1 5 a boolean true'],
  ],
  [
    'telemetry of the gateway itself as a list',
    'v1/devices/me/telemetry',
    '[{"ts":5,"values":{"a":"x"}}]',
    all('P'),
    'P',
    ['gateway-1 5 a string x'],
  ],
  ['a string as telemetry of the gateway itself', 'v1/devices/me/telemetry', '"x"', broken, 'P99', []],
];

/** `40020001` → P, `4004000183..` → P83, `e0028300` → D83. */
const outcomeOf = (packets: readonly string[], closed: boolean): string => {
  const told = packets.map((hex) => {
    if (hex.startsWith('4002')) return 'P';
    if (hex.startsWith('40')) return `P${hex.slice(8, 10)}`;
    return hex.startsWith('e0') ? `D${hex.slice(4, 6)}` : hex;
  });
  return [...told, ...(closed ? ['X'] : [])].join(' ') || '-';
};

const versions = ['3.1', '3.2', '3.3', '3.5.0', '4.2.1'] as const satisfies readonly PlatformVersion[];

describe.each(versions.map((like, column) => ({ like, column })))('a platform like $like', ({ like, column }) => {
  it.each(rows)('does with %s at QoS 1 what the matrix says', async (_, topic, payload, outcomes, __, stored) => {
    const bench = await startBench({ like });
    const client = await bench.join();
    const { packets, closed } = await client.exchange(publishPacket(topic, payload));
    expect(outcomeOf(packets, closed).replaceAll(' ', '')).toBe(outcomes[column]);
    expect(bench.stored()).toEqual(stored);
  });
});

describe('in MQTT 5', () => {
  it.each(rows)('%s gets the reason code of the matrix', async (_, topic, payload, __, outcome, stored) => {
    const bench = await startBench();
    const client = await bench.join({ level: 5 });
    const { packets, closed } = await client.exchange(publishPacket(topic, payload, { level: 5 }));
    expect(outcomeOf(packets, closed)).toBe(outcome);
    expect(bench.stored()).toEqual(stored);
  });
});

describe('QoS and flags (rule 12)', () => {
  it('stores at QoS 0 and sends nothing back', async () => {
    const bench = await startBench();
    const client = await bench.join();
    expect(await client.exchange(publishPacket(telemetry, good, { qos: 0 }))).toEqual({ packets: [], closed: false });
    expect(bench.stored()).toEqual(one);
  });

  it.each([
    ['broken JSON', '{', '3.1.1', 4, []],
    ['broken JSON', '{', '5', 5, ['e0029900']],
    ['an array', '[]', '3.1.1', 4, []],
    ['an array', '[]', '5', 5, ['e0028300']],
  ] as const)('closes on %s at QoS 0 without a PUBACK', async (_, payload, __, level, packets) => {
    const bench = await startBench();
    const client = await bench.join({ level });
    const bytes = publishPacket(telemetry, payload, { qos: 0, level });
    expect(await client.exchange(bytes)).toEqual({ packets, closed: true });
  });

  it('answers QoS 2 with a PUBACK and says nothing to the PUBREL', async () => {
    const bench = await startBench();
    const client = await bench.join();
    expect((await client.exchange(publishPacket(telemetry, good, { qos: 2, id: 5 }))).packets).toEqual(['40020005']);
    // PUBREL for packet identifier 5
    expect(await client.exchange(Uint8Array.of(0x62, 0x02, 0x00, 0x05))).toEqual({ packets: [], closed: false });
  });

  it('stores a DUP again over the same place, and a RETAIN like any other', async () => {
    const bench = await startBench();
    const client = await bench.join();
    await client.exchange(publishPacket(telemetry, good));
    await client.exchange(publishPacket(telemetry, good, { flags: 0x08 }));
    await client.exchange(publishPacket(telemetry, good, { flags: 0x01 }));
    expect(bench.platform.state()).toMatchObject({ storedCount: 3, stored: [{ node: 'WG1', key: 'a' }] });
  });
});

describe('a token whose device is not a gateway (rule 10)', () => {
  it.each([telemetry, attributes, 'v1/gateway/connect', 'v1/gateway/nothing'])(
    'gets no answer on %s',
    async (topic) => {
      const bench = await startBench();
      const client = await bench.join({ user: plainDevice });
      expect(await client.exchange(publishPacket(topic, good))).toEqual({ packets: [], closed: false });
      expect(bench.events.at(-1)).toEqual({ event: 'dropped', connection: 1, topic, why: 10 });
      expect(bench.stored()).toEqual([]);
    },
  );

  it('gets its PUBACK on its own telemetry', async () => {
    const bench = await startBench();
    const client = await bench.join({ user: plainDevice });
    const { packets } = await client.exchange(publishPacket('v1/devices/me/telemetry', '{"ts":1,"values":{"a":1}}'));
    expect(packets).toEqual(['40020001']);
    expect(bench.stored()).toEqual(['device-1 1 a long 1']);
  });
});

describe('the limit of the remaining length (rule 25)', () => {
  /** So that topic (2 + 20 bytes), packet identifier (2) and payload are `remaining` bytes in all. */
  const ofRemaining = (remaining: number, level: 4 | 5 = 4): Uint8Array => {
    const envelope = '{"WG1":[{"ts":1,"values":{"a":""}}]}';
    const fillBytes = remaining - 24 - (level === 5 ? 1 : 0) - envelope.length;
    return publishPacket(telemetry, envelope.replace('""', `"${'x'.repeat(fillBytes)}"`), { level });
  };

  it('takes 65,536 bytes', async () => {
    const bench = await startBench();
    const client = await bench.join();
    expect(await client.exchange(ofRemaining(65_536))).toEqual({ packets: ['40020001'], closed: false });
    expect(bench.platform.state()).toMatchObject({ storedCount: 1 });
  });

  it.each([
    ['3.1.1', 4, []],
    ['5', 5, ['e0028100']],
  ] as const)('closes on 65,537 bytes, MQTT %s', async (_, level, goodbye) => {
    const bench = await startBench();
    const client = await bench.join({ level });
    client.send(ofRemaining(65_537, level));
    expect((await client.untilClosed()).slice(2)).toEqual(goodbye);
    expect(bench.events.at(-1)).toMatchObject({ event: 'closed', why: 25 });
    expect(bench.stored()).toEqual([]);
  });
});

describe('records without an envelope (rule 20)', () => {
  it.each([
    ['neither ts nor values', '{"a":1}', ['a long 1']],
    ['ts without values', '{"ts":5,"a":1}', ['ts long 5', 'a long 1']],
    ['values without ts', '{"values":{"a":"1"}}', ['values json {"a":"1"}']],
  ])('with %s are stored as they stand, at the time of arrival', async (_, record, expected) => {
    const bench = await startBench();
    const client = await bench.join();
    const before = Date.now();
    await client.exchange(publishPacket(telemetry, `{"WG1":[${record}]}`));
    const state = bench.platform.state();
    const stored = state.phase === 'running' ? state.stored : [];
    expect(stored.map(({ key, type, value }) => `${key} ${type} ${value}`)).toEqual(expected);
    for (const { ts } of stored) expect(ts >= before && ts <= Date.now()).toBe(true);
  });
});

describe("the vendor's samples, as a default platform keeps them (facts B4)", () => {
  const sample = (name: string): Buffer => readFileSync(new URL(`../../fixtures/vendor/${name}`, import.meta.url));
  const heartbeat = 'WG12345678 1609145640724';
  const terminal = 'WG12345678/sf_2_0_340000 1609144280398';

  it.each([
    [
      'heartbeat.json',
      [
        `${heartbeat} H long 60`,
        `${heartbeat} mode long 2`,
        `${heartbeat} NET4GSTA string 1,0`,
        `${heartbeat} mT string 3,0,1`,
        `${heartbeat} mFifo string 618,618,1389,1389`,
        `${heartbeat} DDA long 1`,
        `${heartbeat} boxSta long 0`,
        `${heartbeat} TH string 30.40,42.4`,
        `${heartbeat} NR string 1247,1254`,
        `${heartbeat} Lat double 22.540456`,
        `${heartbeat} Lon double 113.928825`,
        `${heartbeat} SDR long 1`,
        `${heartbeat} power json {"0":0,"1":"6.80","2":"29","9":"11.48","10":"3800","11":"3300","12":"0","13":"3300","14":"40"}`,
      ],
    ],
    [
      'terminal.json',
      [
        `${terminal} T long 1609144280355`,
        `${terminal} SN long 6500`,
        `${terminal} da string 010CE735CA7C271E21FFFFFF`,
      ],
    ],
  ])('%s', async (name, expected) => {
    const bench = await startBench();
    const client = await bench.join();
    expect((await client.exchange(publishPacket(telemetry, sample(name)))).packets).toEqual(['40020001']);
    expect(bench.stored()).toEqual(expected);
  });
});

describe('devices behind a gateway (rule 13)', () => {
  it('are created by what is sent, with the profile of connect or the default one', async () => {
    const bench = await startBench();
    const client = await bench.join();
    await client.exchange(publishPacket('v1/gateway/connect', '{"device":"WG1","type":"box"}'));
    await client.exchange(publishPacket(attributes, '{"WG2":{"a":1}}'));
    await client.exchange(publishPacket('v1/gateway/disconnect', '{"device":"WG1"}'));
    expect(bench.platform.devices()).toEqual([
      { name: 'WG1', profile: 'box' },
      { name: 'WG2', profile: 'default', connection: 1 },
    ]);
    await client.exchange(publishPacket(telemetry, good));
    expect(bench.platform.devices()[0]).toEqual({ name: 'WG1', profile: 'box', connection: 1 });
  });
});

describe('an empty device name in telemetry', () => {
  it('is acknowledged only after ten seconds, and nothing is stored', async () => {
    const waits: { readonly ms: number; readonly run: () => void }[] = [];
    const clock = {
      nowMs: () => 0,
      wallMs: () => 0,
      after: (ms: number, run: () => void) => {
        waits.push({ ms, run });
        return () => undefined;
      },
    };
    const bench = await startBench({ clock });
    const client = await bench.join();
    const bytes = publishPacket(telemetry, '{"":[{"ts":1,"values":{"a":1}}]}', { id: 3 });
    expect(await client.exchange(bytes)).toEqual({ packets: [], closed: false });
    waits.find(({ ms }) => ms === 10_000)?.run();
    expect((await client.packets(4)).slice(2)).toEqual(['d000', '40020003']);
    expect(bench.stored()).toEqual([]);
  });
});

describe('attributes asked for (rule 29)', () => {
  const ask = async (request: string): Promise<unknown> => {
    const bench = await startBench();
    const client = await bench.join();
    await client.exchange(publishPacket(attributes, '{"WG1":{"a":"007","b":"x","c":true}}'));
    const { packets } = await client.exchange(publishPacket('v1/gateway/attributes/request', request, { id: 2 }));
    expect(packets[0]).toBe('40020002');
    return readDownlink(packets[1] ?? '');
  };
  const topic = 'v1/gateway/attributes/response';

  it.each([
    ['one key', '{"id":1,"device":"WG1","client":true,"key":"a"}', { id: 1, device: 'WG1', value: 7 }],
    [
      'several keys',
      '{"id":2,"device":"WG1","client":true,"keys":["b","c"]}',
      { id: 2, device: 'WG1', values: { b: 'x', c: true } },
    ],
    ['a key that nobody set', '{"id":3,"device":"WG1","client":true,"key":"z"}', { id: 3, device: 'WG1' }],
    ['a shared one', '{"id":4,"device":"WG1","client":false,"key":"a"}', { id: 4, device: 'WG1' }],
  ])('come back for %s', async (_, request, payload) => {
    expect(await ask(request)).toEqual({ topic, payload });
  });
});

describe('getSessionLimits (rule 30)', () => {
  const request = 'v1/devices/me/rpc/request/1';
  const question = '{"method":"getSessionLimits","params":{}}';

  it.each([
    ['a gateway', gateway, true],
    ['a plain device', plainDevice, false],
  ])('tells the gateway limits only to a gateway: %s', async (_, user, told) => {
    const bench = await startBench();
    const client = await bench.join({ user });
    const { packets } = await client.exchange(publishPacket(request, question));
    expect(packets[0]).toBe('40020001');
    const { topic, payload } = readDownlink(packets[1] ?? '');
    expect(topic).toBe('v1/devices/me/rpc/response/1');
    expect(payload).toMatchObject({ maxPayloadSize: 65_536, maxInflightMessages: 100, rateLimits: {} });
    expect(Object.hasOwn(payload as object, 'gatewayRateLimits')).toBe(told);
  });

  it('is acknowledged and not answered before 3.8', async () => {
    const bench = await startBench({ like: '3.5.0' });
    const client = await bench.join();
    expect((await client.exchange(publishPacket(request, question))).packets).toEqual(['40020001']);
  });
});
