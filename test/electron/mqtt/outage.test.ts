/**
 * Fifty laptops lose their broker for ten minutes: the whole loop, not only its dice. The first links are real; the outage
 * runs on a clock that the test moves, against a network that refuses.
 */
import { Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemNetwork, type Network } from '../../../electron/mqtt/network.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { healthy, startScriptedBroker } from '../../support/scripted-broker.ts';
import { createTestSession, type TestSession } from '../../support/test-session.ts';

const laptops: TestSession[] = [];
afterEach(async () => {
  for (const laptop of laptops) laptop.disconnect();
  await Promise.all(laptops.splice(0).map(({ close }) => close()));
});

/** mulberry32: a small generator is enough to throw dice with. */
const dice = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const refused = (): Socket => {
  const socket = new Socket();
  socket.destroy(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  return socket;
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Instants of every attempt of each laptop, ms from the loss. */
const outage = async (count: number, lengthMs: number, seed: number): Promise<readonly (readonly number[])[]> => {
  const clock = createManualClock();
  const random = dice(seed);
  const broker = await startScriptedBroker(healthy);
  const lost: { atMs?: number } = {};
  const attempts: number[][] = [];
  for (let i = 0; i < count; i += 1) {
    const mine: number[] = [];
    const network: Network = {
      ...systemNetwork,
      openTcp: (address, port) => {
        if (lost.atMs === undefined) return systemNetwork.openTcp(address, port);
        mine.push(clock.nowMs() - lost.atMs);
        return refused();
      },
    };
    attempts.push(mine);
    const laptop = createTestSession({ clock, random, network });
    laptops.push(laptop);
    laptop.start(broker.url, { surviveMs: 0 });
    await laptop.reaches('connected');
  }
  clock.advance(30_000);
  const lostMs = clock.nowMs();
  lost.atMs = lostMs;
  await broker.close();
  await Promise.all(laptops.map(({ reaches }) => reaches('waiting')));
  for (let nextMs = clock.nextInMs(); nextMs !== undefined; nextMs = clock.nextInMs()) {
    if (clock.nowMs() + nextMs - lostMs >= lengthMs) break;
    clock.advance(nextMs);
    do await turn();
    while (laptops.some((laptop) => laptop.state().phase === 'connecting'));
  }
  clock.advance(lengthMs - (clock.nowMs() - lostMs));
  return attempts;
};

it.each([1, 20_261_124])('stays polite: fifty laptops, ten minutes (dice %i)', async (seed) => {
  const attempts = await outage(50, 600_000, seed);
  // A fixed period of one second would give 30,000.
  expect(attempts.flat().length).toBeLessThanOrEqual(1_400);
  expect(attempts.flat().length).toBeGreaterThan(50 * 12);
  const slots = new Map<number, number>();
  for (const atMs of attempts.flatMap((mine) => mine.slice(3))) {
    const slot = Math.floor(atMs / 100);
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
  }
  expect(Math.max(...slots.values())).toBeLessThanOrEqual(10);
});

it('is one loss with a count, however long it lasts', async () => {
  const [attempts = []] = await outage(1, 3_600_000, 7);
  const [laptop] = laptops;
  const state = laptop!.state();
  expect(state).toMatchObject({ phase: 'waiting', lost: { why: 'closed-by-broker' } });
  if (state.phase !== 'waiting') return;
  // The next one is the attempt after all that were made; the first of all was the engineer's own.
  expect(state.attempt).toBe(attempts.length + 2);
  expect(attempts.length).toBeGreaterThan(60);
  const losses = laptop!.states.flatMap((one) => ('lost' in one ? [one.lost.lostAt] : []));
  expect(new Set(losses).size).toBe(1);
  // While it is tried, the loss is still told.
  expect(laptop!.states.filter((one) => one.phase === 'connecting' && one.attempt > 1 && !one.lost)).toEqual([]);
});
