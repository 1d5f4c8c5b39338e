import { describe, expect, it } from 'vitest';
import { gateway, plainDevice, startBench } from './fixture.ts';
import { packet, subscribePacket } from './raw-client.ts';

/** Facts C, the exact list. */
const granted = [
  'v1/gateway/attributes',
  'v1/gateway/attributes/response',
  'v1/gateway/rpc',
  'v1/devices/me/attributes',
  'v1/devices/me/attributes/response/+',
  'v1/devices/me/rpc/request/+',
  'v1/devices/me/rpc/response/+',
  'v2/a',
  'v2/a/j',
  'v2/a/p',
  'v2/fw/response/+/chunk/+',
  'v2/fw/error',
  'v2/sw/response/+/chunk/+',
  'v2/sw/error',
];
const refused = [
  '#',
  '+',
  'v1/gateway/+',
  'v1/gateway/#',
  'v1/gateway/telemetry',
  'v1/gateway/connect',
  'v1/gateway/claim',
  'v1/devices/me/telemetry',
  'v1/devices/me/rpc/request/1',
  'v1/Gateway/rpc',
];

describe('subscriptions (rule 27)', () => {
  it.each([
    ['a gateway, 3.1.1', gateway, 4, '80'],
    ['a gateway, MQTT 5', gateway, 5, '8f'],
    ['a device that is no gateway, 3.1.1', plainDevice, 4, '80'],
  ] as const)('are granted from one list and answered one by one: %s', async (_, user, level, code) => {
    const bench = await startBench();
    const client = await bench.join({ user, level });
    const filters = [...granted, ...refused].map((filter) => [filter, 1] as const);
    const { packets, closed } = await client.exchange(subscribePacket(filters, level));
    const codes = ['01'.repeat(granted.length), code.repeat(refused.length)].join('');
    const head = level === 5 ? '000700' : '0007';
    const length = (head.length + codes.length) / 2;
    expect(packets).toEqual([`90${length.toString(16).padStart(2, '0')}${head}${codes}`]);
    expect(closed).toBe(false);
  });

  it.each([0, 1, 2])('grant at most QoS 1 when %i is asked for', async (qos) => {
    const bench = await startBench();
    const client = await bench.join();
    const { packets } = await client.exchange(subscribePacket([['v1/gateway/rpc', qos]]));
    expect(packets).toEqual([`900300070${Math.min(qos, 1)}`]);
  });

  it('end with an UNSUBACK, which tells in MQTT 5 what was there', async () => {
    const bench = await startBench();
    const client = await bench.join({ level: 5 });
    await client.exchange(subscribePacket([['v1/gateway/rpc', 1]], 5));
    const body = [
      ...[0x00, 0x08], // packet identifier
      0x00, // no properties
      ...[0x00, 0x0e, ...Buffer.from('v1/gateway/rpc')],
      ...[0x00, 0x01, 0x78], // "x"
    ];
    expect((await client.exchange(packet(0xa2, body))).packets).toEqual(['b0050008000011']);
    const old = await bench.join();
    const inOld = [0x00, 0x08, 0x00, 0x01, 0x78];
    expect((await old.exchange(packet(0xa2, inOld))).packets).toEqual(['b0020008']);
  });
});
