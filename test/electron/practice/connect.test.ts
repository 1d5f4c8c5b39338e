import { describe, expect, it } from 'vitest';
import { type PlatformVersion } from '../../../protocol/practice.ts';
import { gateway, otherGateway, plainDevice, startBench } from './fixture.ts';
import { connectPacket, type Credentials, packet, publishPacket } from './raw-client.ts';

/** Facts A1, column by column; `-` for a version that does not speak MQTT 5. */
const versions = ['3.1', '3.2', '3.3', '3.5.0', '4.2.1'] as const satisfies readonly PlatformVersion[];

const situations: readonly (readonly [string, Credentials, readonly number[], number])[] = [
  ['a known token without a password', { user: gateway }, [0, 0, 0, 0, 0], 0x00],
  ['a known token with any password', { user: gateway, password: 'x' }, [0, 0, 0, 0, 0], 0x00],
  ['a known token with an empty client identifier', { user: gateway, client: '' }, [0, 0, 0, 0, 0], 0x00],
  ['a plain device', { user: plainDevice }, [0, 0, 0, 0, 0], 0x00],
  ['an unknown token', { user: 'nobody' }, [5, 5, 5, 4, 5], 0x86],
  ['an unknown token with an empty password', { user: 'nobody', password: '' }, [5, 5, 5, 4, 5], 0x86],
  ['a token with a space behind it', { user: `${gateway} ` }, [5, 5, 5, 4, 5], 0x86],
  ['a token in the wrong case', { user: gateway.toLowerCase() }, [5, 5, 5, 4, 5], 0x86],
  ['a user name of no length', { user: '' }, [4, 5, 5, 4, 5], 0x86],
  ['no user name and a client identifier', {}, [4, 5, 5, 2, 2], 0x85],
  ['no user name and no client identifier', { client: '' }, [4, 5, 5, 5, 5], 0x87],
  ['no user name and a blank client identifier', { client: '  ' }, [4, 5, 5, 5, 5], 0x87],
];

describe.each(versions.map((version, column) => ({ version, column })))(
  'a platform like $version',
  ({ version, column }) => {
    it.each(situations)('answers %s as the table says', async (_, credentials, codes) => {
      const bench = await startBench({ like: version });
      const client = await bench.open();
      const { packets, closed } = await client.exchange(connectPacket(credentials));
      const code = codes[column] ?? -1;
      // 3.2 and before set Session Present always [facts A2].
      const present = column <= 1 ? '01' : '00';
      expect(packets).toEqual([`2002${present}0${code}`]);
      expect(closed).toBe(code !== 0);
    });
  },
);

describe.each(['3.5.0', '4.2.1'] as const)('a platform like %s in MQTT 5', (like) => {
  it.each(situations)('answers %s as the table says', async (_, credentials, __, code) => {
    const bench = await startBench({ like });
    const client = await bench.open();
    const { packets, closed } = await client.exchange(connectPacket({ ...credentials, level: 5 }));
    const hex = code.toString(16).padStart(2, '0');
    const connack = `200300${hex}00`;
    // Since 3.7 a DISCONNECT with the same byte follows.
    const last = code !== 0 && like === '4.2.1' ? [`e002${hex}00`] : [];
    expect(packets).toEqual([connack, ...last]);
    expect(closed).toBe(code !== 0);
  });
});

describe.each(['3.1', '3.2', '3.3'] as const)('a platform like %s', (like) => {
  it('closes on MQTT 5 without a byte', async () => {
    const bench = await startBench({ like });
    const client = await bench.open();
    client.send(connectPacket({ user: gateway, level: 5 }));
    expect(await client.untilClosed()).toEqual([]);
  });
});

describe('session present', () => {
  it.each([
    ['a clean session', gateway, true, '20020000'],
    ['a session to be kept', gateway, false, '20020100'],
    ['a refused session to be kept', 'nobody', false, '20020105'],
  ] as const)('is the opposite of Clean Session for %s, and means nothing else', async (_, user, clean, connack) => {
    const bench = await startBench();
    const client = await bench.open();
    expect((await client.exchange(connectPacket({ user, clean }))).packets).toEqual([connack]);
  });
});

describe('what is no CONNECT that the platform speaks', () => {
  const mqtt = [0x00, 0x04, 0x4d, 0x51, 0x54, 0x54]; // "MQTT"
  const mqisdp = [0x00, 0x06, 0x4d, 0x51, 0x49, 0x73, 0x64, 0x70]; // "MQIsdp"
  const keepAlive = [0x00, 0x3c];
  const clientOf = (length: number): number[] => [0x00, length, ...Array<number>(length).fill(0x61)];
  const user = [0x00, gateway.length, ...Buffer.from(gateway)];

  it.each([
    ['level 6', packet(0x10, [...mqtt, 0x06, 0x82, ...keepAlive, ...clientOf(2), ...user])],
    ['level 3 under the name MQTT', packet(0x10, [...mqtt, 0x03, 0x82, ...keepAlive, ...clientOf(2), ...user])],
    ['level 4 under the name MQIsdp', packet(0x10, [...mqisdp, 0x04, 0x82, ...keepAlive, ...clientOf(2), ...user])],
    ['a bridge bit in the level', packet(0x10, [...mqtt, 0x84, 0x82, ...keepAlive, ...clientOf(2), ...user])],
    [
      'MQTT 3.1 with 24 characters of client',
      packet(0x10, [...mqisdp, 0x03, 0x82, ...keepAlive, ...clientOf(24), ...user]),
    ],
    ['MQTT 3.1 without a client', packet(0x10, [...mqisdp, 0x03, 0x82, ...keepAlive, ...clientOf(0), ...user])],
    [
      'a CONNECT that ends in its client identifier',
      packet(0x10, [...mqtt, 0x04, 0x82, ...keepAlive, 0x00, 0x20, 0x61]),
    ],
    // 0x16: TLS handshake, 0x0301: TLS 1.0 in the record header, then only the beginning of a length
    ['the beginning of a TLS ClientHello', Uint8Array.of(0x16, 0x03, 0x01, 0x02)],
    ['a request of a web browser', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
    ['a remaining length of five bytes', Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0xff, 0x7f)],
    ['packet type 0', Uint8Array.of(0x00, 0x00)],
  ])('closes on %s without a byte (rule 5)', async (_, bytes) => {
    const bench = await startBench();
    const client = await bench.open();
    client.send(bytes);
    expect(await client.untilClosed()).toEqual([]);
    expect(bench.events.at(-1)).toEqual({ event: 'closed', connection: 1, why: 5 });
  });

  it('accepts MQTT 3.1 with 23 characters of client identifier', async () => {
    const bench = await startBench();
    const client = await bench.open();
    const bytes = packet(0x10, [...mqisdp, 0x03, 0x82, ...keepAlive, ...clientOf(23), ...user]);
    expect((await client.exchange(bytes)).packets).toEqual(['20020000']);
  });
});

describe('two clients with one token', () => {
  it.each([
    ['3.1.1', 4, []],
    ['5', 5, ['e0028e00']],
  ] as const)('greets the new one before it closes the old one, MQTT %s (rule 8)', async (_, level, goodbye) => {
    const bench = await startBench();
    const old = await bench.join({ level, client: 'old' });
    const order: string[] = [];
    old.socket.once('end', () => order.push('old closed'));
    const fresh = await bench.open();
    fresh.socket.once('data', () => order.push('new greeted'));
    const { closed } = await fresh.exchange(connectPacket({ user: gateway, client: 'new', level }));
    expect((await old.untilClosed()).slice(2)).toEqual(goodbye);
    expect(closed).toBe(false);
    expect(bench.events.map((event) => event.event)).toEqual(['listening', 'connack', 'connack', 'closed']);
    expect(bench.events.at(-1)).toMatchObject({ event: 'closed', connection: 1, why: 8 });
    expect(order).toContain('new greeted');
  });

  it('leaves two tokens alone that use the same client identifier', async () => {
    const bench = await startBench();
    const one = await bench.join({ client: 'same' });
    await bench.join({ user: otherGateway, client: 'same' });
    expect((await one.exchange(new Uint8Array())).closed).toBe(false);
    expect(bench.platform.state()).toMatchObject({ connections: 2 });
  });

  it('does not close a client that sends CONNECT twice, and judges the second one', async () => {
    const bench = await startBench();
    const client = await bench.join();
    expect(await client.exchange(connectPacket({ user: gateway }))).toEqual({ packets: ['20020000'], closed: false });
    expect(await client.exchange(connectPacket({ user: 'nobody' }))).toEqual({ packets: ['20020005'], closed: true });
  });
});

describe('packets before the CONNACK (rule 9)', () => {
  const attributes = '{"WG1":{"a":1}}';

  it('are kept and answered after it', async () => {
    const bench = await startBench();
    const client = await bench.open();
    client.send(publishPacket('v1/gateway/attributes', attributes, { id: 9 }));
    client.send(connectPacket({ user: gateway }));
    // CONNACK, then PUBACK for packet identifier 9
    expect(await client.packets(2)).toEqual(['20020000', '40020009']);
  });

  it('are never answered without a CONNECT, and the 101st closes', async () => {
    const bench = await startBench();
    const client = await bench.open();
    const ping = [0xc0, 0x00];
    client.send(Buffer.from(Array<number[]>(100).fill(ping).flat()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.isClosed()).toBe(false);
    client.send(Uint8Array.from(ping));
    expect(await client.untilClosed()).toEqual([]);
    expect(bench.events.at(-1)).toEqual({ event: 'closed', connection: 1, why: 9 });
  });

  it('close a platform like 3.2 at once', async () => {
    const bench = await startBench({ like: '3.2' });
    const client = await bench.open();
    client.send(publishPacket('v1/gateway/attributes', attributes));
    expect(await client.untilClosed()).toEqual([]);
  });
});

describe('quiet connections (rule 6)', () => {
  it('are not closed for a missing CONNECT', async () => {
    const bench = await startBench({ inactivityMs: 30 });
    const client = await bench.open();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(client.isClosed()).toBe(false);
  });

  it.each([
    ['3.1.1', 4, []],
    ['5', 5, ['e0028300']],
  ] as const)('are closed after the inactivity time, MQTT %s', async (_, level, goodbye) => {
    const bench = await startBench({ inactivityMs: 60 });
    const client = await bench.join({ level });
    expect((await client.untilClosed()).slice(2)).toEqual(goodbye);
    expect(bench.events.at(-1)).toMatchObject({ event: 'closed', why: 6 });
  });

  it('live on while anything comes', async () => {
    const bench = await startBench({ inactivityMs: 400 });
    const client = await bench.join();
    for (let i = 0; i < 5; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect((await client.exchange(new Uint8Array())).closed).toBe(false);
    }
  });
});

describe('the end', () => {
  it('of a 3.1.1 client is a close, of an MQTT 5 client a DISCONNECT first', async () => {
    const bench = await startBench();
    const old = await bench.join();
    old.send(Uint8Array.of(0xe0, 0x00));
    expect((await old.untilClosed()).slice(2)).toEqual([]);
    const v5 = await bench.join({ level: 5 });
    v5.send(Uint8Array.of(0xe0, 0x00));
    expect((await v5.untilClosed()).slice(2)).toEqual(['e0020000']);
    expect(bench.events.filter(({ event }) => event === 'left')).toHaveLength(2);
  });

  it('of the platform closes every connection within a second, and it can start again', async () => {
    const bench = await startBench();
    const live = await bench.join();
    const silent = await bench.open();
    const startedAt = performance.now();
    await bench.platform.stop();
    await Promise.all([live.untilClosed(), silent.untilClosed()]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(bench.platform.state()).toEqual({ phase: 'stopped' });
    expect(await bench.platform.start()).toMatchObject({ ok: true });
    expect(bench.platform.state()).toMatchObject({ phase: 'running', connections: 0, storedCount: 0 });
  });
});

describe('where it listens', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', 'example.org', ''])('is never %s', async (host) => {
    const bench = await startBench();
    await bench.platform.stop();
    expect(await bench.platform.start({ host, port: 0 })).toEqual({
      ok: false,
      failure: { kind: 'address-form', address: host },
    });
  });

  it('is told when the port is taken', async () => {
    const [one, two] = [await startBench(), await startBench()];
    await two.platform.stop();
    expect(await two.platform.start({ host: '127.0.0.1', port: one.port })).toEqual({
      ok: false,
      failure: { kind: 'port-in-use', port: one.port },
    });
  });

  it('stays the same when it is started twice', async () => {
    const bench = await startBench();
    expect(await bench.platform.start({ host: '127.0.0.1', port: 0 })).toMatchObject({
      ok: true,
      value: { port: bench.port },
    });
  });
});
