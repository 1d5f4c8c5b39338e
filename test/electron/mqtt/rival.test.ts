// The gateway of the same token, which comes back each second whatever happens: the tool is what gives way.
import { it } from 'vitest';
import { createPracticePlatform } from '../../../electron/practice/platform.ts';
import { practiceGatewayToken, type PracticeEvent } from '../../../protocol/practice.ts';
import { createTestSession } from '../../support/test-session.ts';
import { connectPacket, openRaw } from '../practice/raw-client.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it.concurrent.for([
  ['3.1.1', 4, 2],
  ['5', 5, 1],
] as const)(
  'throws the gateway off at most twice in %s, and leaves it alone for ten seconds',
  async ([version, level, most], { expect, onTestFinished }) => {
    const events: PracticeEvent[] = [];
    const platform = createPracticePlatform({ onEvent: (event) => events.push(event) });
    const started = await platform.start();
    if (!started.ok) throw new Error(started.failure.kind);

    const over = new AbortController();
    const isOver = (): boolean => over.signal.aborted;
    let losses = 0;
    let connectedAtMs = 0;
    const rival = (async () => {
      while (!isOver()) {
        const gateway = await openRaw(started.value.port);
        gateway.send(connectPacket({ level, user: practiceGatewayToken, client: 'gateway' }));
        await gateway.packets(1);
        connectedAtMs = performance.now();
        while (!isOver() && !gateway.isClosed()) await pause(20);
        if (!isOver()) losses += 1;
        gateway.socket.destroy();
        await pause(1_000);
      }
    })();
    const session = createTestSession({ random: Math.random });
    onTestFinished(async () => {
      over.abort();
      await session.close();
      await rival;
      await platform.stop();
    });

    await expect.poll(() => connectedAtMs).toBeGreaterThan(0);
    session.start(started.value.url, { mqttVersion: version, surviveMs: 3_000 });
    const contested = await session.reaches('contested');
    expect(contested.report.verdict).toMatchObject({ id: 'contested', evictions: most });
    expect(losses).toBeLessThanOrEqual(2);

    await expect
      .poll(() => performance.now() - connectedAtMs, { timeout: 13_000, interval: 200 })
      .toBeGreaterThan(10_000);
    expect(losses).toBe(most);
    expect(session.state().phase).toBe('contested');
    // Ours and the gateway's, and none after the tool gave way.
    expect(events.filter(({ event }) => event === 'connack')).toHaveLength(2 * most + 1);
  },
);
