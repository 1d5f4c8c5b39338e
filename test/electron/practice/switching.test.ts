/** What may change while gateways are connected: faults, tokens, and where the stand-in listens. */
import { describe, expect, it } from 'vitest';
import { lanUrls, mayListen, ownUrl } from '../../../electron/practice/reachable.ts';
import { defaultFault, faultIds, faultRow, parseFault, type FaultSetting } from '../../../protocol/practice-faults.ts';
import { gateway, plainDevice, startBench } from './fixture.ts';
import { connectPacket, publishPacket } from './raw-client.ts';

const on = (...texts: readonly string[]): FaultSetting[] => texts.flatMap((text) => parseFault(text) ?? []);
const good = publishPacket('v1/gateway/telemetry', '{"WG1":[{"ts":1,"values":{"a":1}}]}');
const puback = '40020001';

describe('a fault switched on while a gateway is connected', () => {
  it('acts on the next publish, and no longer once it is off', async () => {
    const bench = await startBench();
    const client = await bench.join();
    expect((await client.exchange(good)).packets).toEqual([puback]);
    expect(bench.platform.setFaults(on('no-puback'))).toBe(true);
    expect((await client.exchange(good)).packets).toEqual([]);
    bench.platform.setFaults([]);
    expect((await client.exchange(good)).packets).toEqual([puback]);
  });

  it('silences an open connection when it is "half-open", and the link speaks again afterwards', async () => {
    const bench = await startBench();
    const client = await bench.join();
    bench.platform.setFaults(on('half-open'));
    client.send(good);
    await new Promise((resolve) => setTimeout(resolve, 60));
    // CONNACK, and the PINGRESP of before.
    expect(await client.packets(2)).toEqual(['20020000', 'd000']);
    expect(client.isClosed()).toBe(false);
    bench.platform.setFaults([]);
    expect((await client.exchange(good)).packets).toEqual([puback]);
  });

  it('keeps the order of answers when "slow" goes off while some wait', async () => {
    const bench = await startBench({ faults: on('slow=80') });
    const client = await bench.open();
    client.send(connectPacket({ user: gateway }));
    client.send(publishPacket('v1/gateway/telemetry', '{"WG1":[{"a":1}]}', { id: 1 }));
    await expect.poll(() => bench.stored().length).toBe(1);
    bench.platform.setFaults([]);
    client.send(publishPacket('v1/gateway/telemetry', '{"WG1":[{"a":2}]}', { id: 2 }));
    expect(await client.packets(3)).toEqual(['20020000', '40020001', '40020002']);
  });

  it('is in the state, and cannot be set where nothing runs', async () => {
    const bench = await startBench();
    bench.platform.setFaults(on('refuse=0x87', 'slow'));
    expect(bench.platform.state()).toMatchObject({
      faults: [
        { id: 'refuse', value: 0x87 },
        { id: 'slow', value: 2_000 },
      ],
    });
    await bench.platform.stop();
    expect(bench.platform.setFaults([])).toBe(false);
  });
});

describe('the table of faults', () => {
  it.each(faultIds)('%s is read back as it is written, and has a default in its range', (id) => {
    const setting = defaultFault(id);
    expect(parseFault(id)).toEqual(setting);
    if (faultRow(id).value.is !== 'none') expect(parseFault(`${id}=${setting.value}`)).toEqual(setting);
    else expect(parseFault(`${id}=1`)).toBeUndefined();
  });
});

describe('what an operator does', () => {
  const kinds = (bench: Awaited<ReturnType<typeof startBench>>): unknown => {
    const state = bench.platform.state();
    return state.phase === 'stopped' ? [] : state.tokens.map(({ kind }) => kind);
  };

  it('takes a session over: closed with 0x8E, and the token stays good', async () => {
    const bench = await startBench();
    const client = await bench.join({ level: 5 });
    expect(bench.platform.state()).toMatchObject({ tokens: [{ token: gateway, connection: 1 }, {}, {}] });
    expect(bench.platform.operate({ act: 'evict', token: gateway })).toBe(true);
    expect((await client.untilClosed()).at(-1)).toBe('e0028e00');
    expect(bench.platform.operate({ act: 'evict', token: gateway })).toBe(false);
    await bench.join();
  });

  it('resets credentials: the device gets another token, the old one is unknown', async () => {
    const bench = await startBench();
    expect(bench.platform.operate({ act: 'reset-credentials', token: plainDevice })).toBe(true);
    const state = bench.platform.state();
    const tokens = state.phase === 'running' ? state.tokens.map(({ token }) => token) : [];
    expect(tokens).toHaveLength(3);
    expect(tokens).not.toContain(plainDevice);
    const fresh = tokens.find((token) => /^[A-Za-z0-9]{20}$/.test(token)) ?? '';
    const client = await bench.join({ user: fresh });
    // Still no gateway (rule 10).
    expect((await client.exchange(good)).packets).toEqual([]);
  });

  it('deletes a device: closed with 0x98, and its token is unknown', async () => {
    const bench = await startBench();
    const client = await bench.join({ level: 5 });
    expect(bench.platform.operate({ act: 'delete-device', token: gateway })).toBe(true);
    expect((await client.untilClosed()).at(-1)).toBe('e0029800');
    expect(kinds(bench)).toEqual(['gateway', 'device']);
    expect(bench.platform.operate({ act: 'delete-device', token: gateway })).toBe(false);
  });

  it('adds a token, once', async () => {
    const bench = await startBench();
    expect(bench.platform.operate({ act: 'add-token', token: 'NEW', isGateway: true })).toBe(true);
    expect(bench.platform.operate({ act: 'add-token', token: 'NEW', isGateway: false })).toBe(false);
    const client = await bench.join({ user: 'NEW' });
    expect((await client.exchange(good)).packets).toEqual([puback]);
  });
});

describe('a start', () => {
  it('may be like another version than the one before', async () => {
    const bench = await startBench();
    await bench.platform.stop();
    const again = await bench.platform.start(undefined, { like: '3.5.0', gatewayTokens: ['G'], deviceTokens: [] });
    expect(again.ok).toBe(true);
    expect(bench.platform.state()).toMatchObject({ like: '3.5.0', tokens: [{ token: 'G', kind: 'gateway' }] });
  });

  it.each(['0.0.0.0', '::', '192.168.1.4', 'example.org'])('does not listen on %s without a word', async (host) => {
    const bench = await startBench();
    await bench.platform.stop();
    expect(await bench.platform.start({ host, port: 0 })).toEqual({
      ok: false,
      failure: { kind: 'address-form', address: host },
    });
  });

  it('listens on every address when told so, and says how to reach it from here and from there', async () => {
    const bench = await startBench();
    await bench.platform.stop();
    const started = await bench.platform.start({ host: '0.0.0.0', port: 0, allowLan: true });
    expect(started.ok && started.value.url).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
    const state = bench.platform.state();
    expect(state.phase === 'running' && state.lanUrls).toEqual(started.ok && lanUrls('0.0.0.0', started.value.port));
  });
});

describe('where it may be reached', () => {
  const address = (given: { address: string; family: 'IPv4' | 'IPv6'; internal?: boolean; scopeid?: number }) =>
    ({ internal: false, netmask: '', mac: '', cidr: null, scopeid: 0, ...given }) as never;
  const interfaces = {
    lo: [address({ address: '127.0.0.1', family: 'IPv4', internal: true })],
    eth0: [
      address({ address: '192.168.1.5', family: 'IPv4' }),
      address({ address: 'fe80::1', family: 'IPv6', scopeid: 2 }),
      address({ address: 'fd00::5', family: 'IPv6' }),
    ],
    wlan0: undefined,
  };

  it.each([
    ['127.0.0.1', undefined],
    ['localhost', undefined],
    ['0.0.0.0', ['mqtt://192.168.1.5:1883']],
    ['::', ['mqtt://192.168.1.5:1883', 'mqtt://[fd00::5]:1883']],
    ['192.168.1.5', ['mqtt://192.168.1.5:1883']],
  ])('%s', (host, urls) => {
    expect(lanUrls(host, 1883, interfaces)).toEqual(urls);
  });

  it.each([
    ['127.0.0.1', 'mqtt://127.0.0.1:1883'],
    ['0.0.0.0', 'mqtt://127.0.0.1:1883'],
    ['::', 'mqtt://[::1]:1883'],
    ['192.168.1.5', 'mqtt://192.168.1.5:1883'],
  ])('from here, listening on %s: %s', (host, url) => {
    expect(ownUrl(host, 1883)).toBe(url);
  });

  it.each([
    ['127.0.0.1', false, true],
    ['127.9.9.9', false, true],
    ['::1', false, true],
    ['0.0.0.0', false, false],
    ['0.0.0.0', true, true],
    ['localhost.example.org', true, false],
    ['', true, false],
  ])('%s, with the network allowed %s: %s', (host, allowLan, may) => {
    expect(mayListen(host, allowLan)).toBe(may);
  });
});
