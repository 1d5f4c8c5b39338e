import { describe, expect, it } from 'vitest';
import { gateway, otherGateway, plainDevice, startBench } from './fixture.ts';
import { connectPacket, publishPacket, readDownlink } from './raw-client.ts';

const connectDevice = publishPacket('v1/gateway/connect', '{"device":"WG1"}');

describe('what comes down (rule 28)', () => {
  it('goes to the session that last connected the device, without a subscription', async () => {
    const bench = await startBench();
    const first = await bench.join();
    const second = await bench.join({ user: otherGateway });
    await first.exchange(connectDevice);
    await second.exchange(connectDevice);
    const act = { act: 'send-rpc', node: 'WG1', id: 4, method: 'reboot', params: '{"in":1}' } as const;
    expect(bench.platform.operate(act)).toBe(true);
    const { packets } = await second.exchange(new Uint8Array());
    const pushed = packets.at(-1) ?? '';
    expect(pushed.startsWith('32')).toBe(true); // PUBLISH, QoS 1, no DUP, no RETAIN
    expect(readDownlink(pushed)).toEqual({
      topic: 'v1/gateway/rpc',
      payload: { device: 'WG1', data: { id: 4, method: 'reboot', params: { in: 1 } } },
    });
    expect((await first.exchange(new Uint8Array())).packets).toEqual([]);
  });

  it('carries a change of shared attributes', async () => {
    const bench = await startBench();
    const client = await bench.join();
    await client.exchange(connectDevice);
    bench.platform.operate({ act: 'change-shared-attributes', node: 'WG1', values: '{"period":30}' });
    const { packets } = await client.exchange(new Uint8Array());
    expect(readDownlink(packets.at(-1) ?? '')).toEqual({
      topic: 'v1/gateway/attributes',
      payload: { device: 'WG1', data: { period: 30 } },
    });
  });

  it('has nowhere to go once the gateway disconnected the device or is gone', async () => {
    const bench = await startBench();
    const act = { act: 'change-shared-attributes', node: 'WG1', values: '{}' } as const;
    expect(bench.platform.operate(act)).toBe(false);
    const client = await bench.join();
    await client.exchange(connectDevice);
    await client.exchange(publishPacket('v1/gateway/disconnect', '{"device":"WG1"}'));
    expect(bench.platform.operate(act)).toBe(false);
  });
});

describe('new credentials (rule 32)', () => {
  it.each([
    ['3.1.1', 4, []],
    ['5', 5, ['e0029800']],
  ] as const)('close the session, and the old token is unknown: MQTT %s', async (_, level, goodbye) => {
    const bench = await startBench();
    const client = await bench.join({ level });
    expect(bench.platform.operate({ act: 'reset-credentials', token: gateway })).toBe(true);
    expect((await client.untilClosed()).slice(2)).toEqual(goodbye);
    const again = await bench.open();
    expect((await again.exchange(connectPacket({ user: gateway }))).packets).toEqual(['20020005']);
  });
});

describe('the switch "Is gateway" (rule 10)', () => {
  it('counts from the next CONNECT', async () => {
    const bench = await startBench();
    const before = await bench.join({ user: plainDevice });
    expect(bench.platform.operate({ act: 'set-gateway', token: plainDevice, isGateway: true })).toBe(true);
    expect((await before.exchange(connectDevice)).packets).toEqual([]);
    const after = await bench.join({ user: plainDevice });
    expect((await after.exchange(connectDevice)).packets).toEqual(['40020001']);
  });
});

describe('no stored session (rule 33)', () => {
  it('leaves nothing over for the next connection, also without Clean Session', async () => {
    const bench = await startBench();
    const first = await bench.join({ clean: false });
    await first.exchange(connectDevice);
    bench.platform.operate({ act: 'send-rpc', node: 'WG1', id: 1, method: 'm', params: '{}' });
    first.socket.destroy();
    const next = await bench.open();
    const { packets } = await next.exchange(connectPacket({ user: gateway, clean: false }));
    expect(packets).toEqual(['20020100']);
  });
});
