import { describe, expect, it } from 'vitest';
import { parseFault } from '../../../protocol/practice-faults.ts';
import { type PlatformVersion } from '../../../protocol/practice.ts';
import { gateway, startBench } from './fixture.ts';
import { connectPacket, publishPacket, readDownlink } from './raw-client.ts';

const fault = (text: string) => {
  const parsed = parseFault(text);
  if (parsed === undefined) throw new Error(text);
  return { faults: [parsed] };
};
const good = publishPacket('v1/gateway/telemetry', '{"WG1":[{"ts":1,"values":{"a":1}}]}');

describe('how a fault is written', () => {
  it.each([
    ['core-down', { id: 'core-down', value: 10_000 }],
    ['core-down=200', { id: 'core-down', value: 200 }],
    ['refuse', { id: 'refuse', value: 5 }],
    ['refuse=0x86', { id: 'refuse', value: 0x86 }],
    ['no-puback', { id: 'no-puback', value: 0 }],
  ])('%s', (text, expected) => {
    expect(parseFault(text)).toEqual(expected);
  });

  it.each([
    '',
    'nothing',
    'refuse=0',
    'refuse=256',
    'refuse=',
    'refuse=x',
    'no-puback=1',
    'core-down=-1',
    'toString',
    'slow=600001',
  ])('is not %s', (text) => {
    expect(parseFault(text)).toBeUndefined();
  });
});

describe('at connect', () => {
  it('answers code 3 only after the back end has had its time, and keeps reading meanwhile', async () => {
    const bench = await startBench(fault('core-down=120'));
    const client = await bench.open();
    const startedAt = performance.now();
    client.send(connectPacket({ user: gateway }));
    client.send(good);
    expect(await client.untilClosed()).toEqual(['20020003']);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(100);
  });

  it.each([
    ['rate-limited', '4.2.1', 4, ['20020003']],
    ['rate-limited', '4.2.1', 5, ['2003009f00', 'e0029f00']],
    ['rate-limited', '3.5.0', 5, ['2003008800']],
    ['core-down=1', '4.2.1', 5, ['2003008800', 'e0028800']],
    ['refuse=2', '4.2.1', 4, ['20020002']],
    ['refuse=0x9d', '4.2.1', 5, ['2003009d00', 'e0029d00']],
    ['address-blocked', '4.2.1', 4, []],
  ] as const)('%s on %s, level %i', async (text, like, level, expected) => {
    const bench = await startBench({ ...fault(text), like });
    const client = await bench.open();
    client.send(connectPacket({ user: gateway, level }));
    expect(await client.untilClosed()).toEqual(expected);
  });

  it('says 5 to an unknown token even where a known one would be rate limited', async () => {
    const bench = await startBench(fault('rate-limited'));
    const client = await bench.open();
    client.send(connectPacket({ user: 'nobody' }));
    expect(await client.untilClosed()).toEqual(['20020005']);
  });

  it('evicts a while after CONNACK 0', async () => {
    const bench = await startBench(fault('evict=30'));
    const client = await bench.join({ level: 5 });
    expect((await client.untilClosed()).slice(2)).toEqual(['e0028e00']);
    expect(bench.events.at(-1)).toMatchObject({ event: 'closed', why: 8 });
  });

  it('half-open: answers nothing after CONNACK 0 and closes nothing', async () => {
    const bench = await startBench(fault('half-open'));
    const client = await bench.open();
    client.send(connectPacket({ user: gateway }));
    expect(await client.packets(1)).toEqual(['20020000']);
    client.send(good);
    client.send(Uint8Array.of(0xc0, 0x00));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await client.packets(1)).toEqual(['20020000']);
    expect(client.isClosed()).toBe(false);
  });

  it('slow: every answer comes later, in order', async () => {
    const bench = await startBench(fault('slow=60'));
    const client = await bench.open();
    const startedAt = performance.now();
    client.send(connectPacket({ user: gateway }));
    client.send(good);
    expect(await client.packets(2)).toEqual(['20020000', '40020001']);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(50);
  });
});

describe('at publish', () => {
  it.each([
    ['no-puback', [], false, 1],
    ['close-on-publish', [], true, 0],
    ['puback-then-close', ['40020001'], true, 0],
    ['publish-rate-limited', ['40020001'], true, 0],
  ] as const)('%s', async (text, packets, closed, storedCount) => {
    const bench = await startBench(fault(text));
    const client = await bench.join();
    expect(await client.exchange(good)).toEqual({ packets, closed });
    expect(bench.platform.state()).toMatchObject({ storedCount });
  });

  it('a rate limit before 4.2.1 closes without a PUBACK (rule 31)', async () => {
    for (const like of ['3.1', '3.2', '3.3', '3.5.0'] as const satisfies readonly PlatformVersion[]) {
      const bench = await startBench({ ...fault('publish-rate-limited'), like });
      const client = await bench.join();
      expect(await client.exchange(good)).toEqual({ packets: [], closed: true });
    }
  });

  it('a rate limit in MQTT 5 names the devices (rule 31)', async () => {
    const bench = await startBench(fault('publish-rate-limited'));
    const client = await bench.join({ level: 5 });
    const bytes = publishPacket('v1/gateway/telemetry', '{"WG1":[],"WG2":[]}', { level: 5 });
    const { packets, closed } = await client.exchange(bytes);
    expect(packets[0]).toBe('400400019700');
    expect(packets.slice(1).map((hex) => readDownlink(hex, 5))).toEqual([
      { topic: 'v1/gateway/disconnect', payload: { device: 'WG1', reason: 150 } },
      { topic: 'v1/gateway/disconnect', payload: { device: 'WG2', reason: 150 } },
    ]);
    expect(closed).toBe(true);
  });

  it.each([
    ['4.2.1', ['40020001'], false],
    ['3.5.0', ['40020001'], false],
    ['3.3', [], true],
  ] as const)(
    'broken JSON with the profile flag set is acknowledged, not stored: %s (rule 14)',
    async (like, packets, closed) => {
      const bench = await startBench({ ...fault('ack-on-validation-error'), like });
      const client = await bench.join();
      expect(await client.exchange(publishPacket('v1/gateway/telemetry', '{'))).toEqual({ packets, closed });
      expect(bench.stored()).toEqual([]);
    },
  );
});
