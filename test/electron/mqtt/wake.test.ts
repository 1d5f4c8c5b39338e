// A laptop that slept: noticed at once, and the link is asked for a sign of life before anybody trusts it.
import { afterEach, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../electron/mqtt/clock.ts';
import { watchForWake } from '../../../electron/mqtt/wake.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import {
  connack311,
  startScriptedBroker,
  type Conversation,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';
import { createTestSession, type TestSession } from '../../support/test-session.ts';

it('is told after a sleep, and not by a clock that only runs', () => {
  const clock = createManualClock();
  let woken = 0;
  const stop = watchForWake(clock, () => (woken += 1));
  clock.advance(60_000);
  expect(woken).toBe(0);
  clock.sleep(9_000);
  clock.advance(1_000);
  expect(woken).toBe(0);
  clock.sleep(90_000);
  clock.advance(1_000);
  expect(woken).toBe(1);
  clock.advance(60_000);
  expect(woken).toBe(1);
  stop();
  expect(clock.nextInMs()).toBeUndefined();
});

/** Real time, until the lid is shut: then all clocks have moved and no timer has run. */
const laptop = (): { readonly clock: Clock; readonly sleep: (ms: number) => void } => {
  let sleptMs = 0;
  return {
    clock: {
      nowMs: () => systemClock.nowMs() + sleptMs,
      wallMs: () => systemClock.wallMs() + sleptMs,
      after: systemClock.after,
    },
    sleep: (ms) => (sleptMs += ms),
  };
};

const opened: (TestSession | ScriptedBroker)[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});
const asleepOn = async (afterConnack: (conversation: Conversation) => Promise<void>) => {
  const broker = await startScriptedBroker(async (conversation) => {
    await conversation.next('connect');
    conversation.write(...connack311(0));
    await afterConnack(conversation);
  });
  const { clock, sleep } = laptop();
  const session = createTestSession({ clock });
  opened.push(broker, session);
  session.start(broker.url);
  await session.reaches('connected');
  sleep(60_000);
  return { broker, session };
};

it('pings at once and goes on where the link has survived', async () => {
  const { broker, session } = await asleepOn(async ({ next, write }) => {
    await next('pingreq');
    write(0xd0, 0x00);
  });
  await expect.poll(() => broker.received('pingreq').length, { timeout: 2_000 }).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(session.state().phase).toBe('connected');
  expect(broker.connections()).toBe(1);
});

it('is connected again within five seconds where it has not', async () => {
  const { broker, session } = await asleepOn(() => Promise.resolve());
  const wokeMs = performance.now();
  expect((await session.reaches('waiting')).lost.why).toBe('keep-alive');
  await expect.poll(() => broker.connections(), { timeout: 5_000, interval: 20 }).toBe(2);
  await session.reaches('connected');
  // One second until the sleep is noticed, three for an answer, the shortest back-off.
  expect(performance.now() - wokeMs).toBeLessThan(5_000);
});
